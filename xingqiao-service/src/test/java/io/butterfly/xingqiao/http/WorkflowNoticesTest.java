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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are sent of workflows; no BaiChuan answers. */
class WorkflowNoticesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private HttpServer hook;

    @BeforeEach
    void listen() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            received.add(Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
    }

    @AfterEach
    void stopListening() {
        hook.stop(0);
    }

    private EmbeddedServer server(String kind) throws IOException {
        Path file = Files.writeString(
                folder.resolve("notices.yml"), """
          sinks: {hook: {type: webhook, url: "http://127.0.0.1:%d/"}}
          rules: [{name: all, sinks: hook, kinds: [%s]}]
          """.formatted(hook.getAddress().getPort(), kind));
        return TestDatabase.create()
                .server(Map.of("butterfly.notices-file", file.toString(), "xingqiao.still-limit", "1s"));
    }

    @Test
    void a_workflow_whose_jobs_fail_is_one_notice_until_one_finishes() throws IOException {
        try (EmbeddedServer server = server("workflow_failed")) {
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
        }

        assertThat(received.getFirst().path("object").asText()).isEqualTo("given");
        assertThat(received.getFirst().path("text").asText())
                .contains("of the workflow given has failed: ERR_REJECTED");
        assertThat(received.get(1).path("is_recovery").asBoolean()).isTrue();
        assertThat(received.get(1).path("count").asInt()).isEqualTo(2);
    }

    @Test
    void a_job_that_stands_still_is_one_notice_until_it_ends() throws IOException {
        long job;
        try (EmbeddedServer server = server("workflow_still")) {
            Http http = new Http(server);
            job = create(http);
            Eventually.within(SOON, () -> assertThat(received).hasSize(1));
            end(http, job, "OK");
            Eventually.within(SOON, () -> assertThat(received).hasSize(2));
        }

        assertThat(received.getFirst().path("object").asLong()).isEqualTo(job);
        assertThat(received.getFirst().path("text").asText())
                .matches("job '.*' of the workflow given has not moved for \\d+ s");
        assertThat(received.getFirst().path("detail").asText()).contains("/xingqiao/why?job_id=" + job);
        assertThat(received.getLast().path("is_recovery").asBoolean()).isTrue();
    }

    private static void end(Http http, String stat) {
        end(http, create(http), stat);
    }

    private static void end(Http http, long job, String stat) {
        http.post("/xingqiao/signal", "{\"job_id\":" + job + ",\"task_label\":\"ask\",\"stat\":\"" + stat + "\"}");
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
