package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are sent of workflows; no BaiChuan answers. */
class WorkflowNoticesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();

    @Test
    void a_workflow_whose_jobs_fail_is_one_notice_until_one_finishes() throws IOException {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            received.add(Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        Path file = Files.writeString(
                folder.resolve("notices.yml"), """
          sinks: {hook: {type: webhook, url: "http://127.0.0.1:%d/"}}
          rules: [{name: all, sinks: hook, kinds: [workflow_failed]}]
          """.formatted(hook.getAddress().getPort()));
        try (EmbeddedServer server = TestDatabase.create().server(Map.of("butterfly.notices-file", file.toString()))) {
            Http http = new Http(server);
            end(http, "ERR_REJECTED");
            Eventually.within(SOON, () -> assertThat(received).hasSize(1));
            end(http, "ERR_REJECTED");
            cancel(http);
            Eventually.within(SOON, () -> assertThat(http.get("/xingqiao/notice_list?object=given")
                            .at("/data/list/0/count")
                            .asInt())
                    .isEqualTo(2));
            Eventually.until(SOON, () -> {
                end(http, "OK");
                return received.size() > 1;
            });
        } finally {
            hook.stop(0);
        }

        assertThat(received.getFirst().path("object").asText()).isEqualTo("given");
        assertThat(received.getFirst().path("text").asText())
                .contains("of the workflow given has failed: ERR_REJECTED");
        assertThat(received.get(1).path("is_recovery").asBoolean()).isTrue();
        assertThat(received.get(1).path("count").asInt()).isEqualTo(2);
    }

    private static void end(Http http, String stat) {
        http.post(
                "/xingqiao/signal",
                "{\"job_id\":" + create(http) + ",\"task_label\":\"ask\",\"stat\":\"" + stat + "\"}");
    }

    private static void cancel(Http http) {
        http.post("/xingqiao/cancel_job", "{\"job_id\":" + create(http) + "}");
    }

    private static long create(Http http) {
        return http.post(
                        "/xingqiao/create_job",
                        "{\"job_namespace\":\"ns\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":"
                                + "[{\"label\":\"ask\",\"wait\":true}]}}")
                .get("job_id")
                .asLong();
    }
}
