package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A XingQiao over HTTP, and what tests of its calls about jobs need. */
abstract class JobsOverHttp {
    static final String CREATE = "/xingqiao/create_job";
    static TestDatabase database;
    static EmbeddedServer server;
    static Http http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = database.server(Map.of("butterfly.zone", "Asia/Shanghai"));
        http = new Http(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static long create(String type) {
        return http.post(CREATE, "{\"job_namespace\":\"ns\",\"job_type\":\"" + type + "\"}")
                .get("job_id")
                .asLong();
    }

    static JsonNode detail(long id) {
        return http.get("/xingqiao/get_job_detail?job_id=" + id).get("data");
    }

    static List<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }
}
