package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.plans.Hanging;
import io.butterfly.xingqiao.plans.Hooked;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
    static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path plugins;

    static final List<JsonNode> POSTED = new CopyOnWriteArrayList<>();
    static HttpServer listener;
    static TestDatabase database;
    static EmbeddedServer server;
    static Http http;

    /** The listener refuses the first notice of every job once. */
    @BeforeAll
    static void start() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            JsonNode job = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean isFirst = POSTED.stream().noneMatch(it -> it.get("job_id").equals(job.get("job_id")));
            POSTED.add(job);
            exchange.sendResponseHeaders(isFirst ? 500 : 204, -1);
            exchange.close();
        });
        listener.start();
        Files.writeString(plugins.resolve("posted.yaml"), """
        name: posted
        notifier: {webhook: "http://127.0.0.1:%d/"}
        tasks: [{label: a, cmd: /test/work}]
        """.formatted(
                        listener.getAddress().getPort()));
        database = TestDatabase.create();
        server = database.server(Map.of("xingqiao.plugins", plugins.toString()));
        http = new Http(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        listener.stop(0);
    }

    @Test
    void a_webhook_gets_every_change_in_order_until_it_accepts() {
        long job = create("posted");
        http.get("/xingqiao/cancel_job?job_id=" + job);
        http.post("/xingqiao/retry_job", "{\"job_id\":" + job + "}");

        Eventually.within(
                LIMIT, () -> assertThat(database.ask("select count(*) from workflow_notice where job_id = " + job))
                        .isEqualTo("0"));
        List<JsonNode> posted =
                POSTED.stream().filter(it -> it.get("job_id").asLong() == job).toList();
        assertThat(posted)
                .extracting(it -> it.get("job_status").asText())
                .containsExactly("started", "started", "failed", "started");
        assertThat(posted.get(2).get("ret_stat").asText()).isEqualTo("ERR_JOB_CANCELLED");
        assertThat(posted.get(2).get("job_name")).isEqualTo(posted.get(0).get("job_name"));
    }

    @Test
    void a_hook_that_throws_is_called_again_and_changes_stay_in_order() {
        long job = create("hooked");
        http.get("/xingqiao/cancel_job?job_id=" + job);

        Eventually.within(LIMIT, () -> assertThat(Hooked.TOLD.get(job)).hasSize(2));
        assertThat(Hooked.TOLD.get(job)).extracting(JobView::jobStatus).containsExactly("started", "failed");
    }

    @Test
    void a_hook_that_does_not_return_is_interrupted_and_called_again() {
        long job = create("hanging");

        Eventually.within(Duration.ofMinutes(1), () -> assertThat(Hanging.ENDS.get(job))
                .containsExactly("interrupted", "returned"));
        Eventually.within(
                LIMIT, () -> assertThat(database.ask("select count(*) from workflow_notice where job_id = " + job))
                        .isEqualTo("0"));
    }

    @Test
    void a_refused_creation_tells_nobody() {
        http.post(
                "/xingqiao/create_job",
                "{\"job_namespace\":\"n\",\"job_type\":\"posted\",\"job_name\":\"" + "n".repeat(65) + "\"}");

        assertThat(POSTED).noneMatch(job -> job.get("job_name").asText().startsWith("nnn"));
    }

    static long create(String type) {
        return http.post("/xingqiao/create_job", "{\"job_namespace\":\"n\",\"job_type\":\"" + type + "\"}")
                .get("job_id")
                .asLong();
    }
}
