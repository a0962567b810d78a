package io.butterfly.baichuan.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.access.Role;
import io.butterfly.api.Json;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.house.WalkRules;
import io.butterfly.kernel.Sha256;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class WalkTest {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    static RunningBaiChuan baiChuan;

    @BeforeAll
    static void start() throws Exception {
        Path tokens = WalkRules.tokens(folder);
        Files.writeString(
                tokens, "etl worker " + Sha256.hex("etl") + " handlers=/walk/etl\n", StandardOpenOption.APPEND);
        baiChuan = RunningBaiChuan.start(Map.of("butterfly.tokens-file", tokens.toString()));
    }

    @AfterAll
    static void stop() {
        baiChuan.close();
    }

    @Test
    void every_path_answers_by_its_role() {
        WalkRules.check(baiChuan.bean(EmbeddedServer.class));
    }

    @Test
    void a_token_that_is_bound_to_handlers_reaches_no_others() throws Exception {
        String foreign = published(WalkRules.token(Role.PUBLISHER), "/walk/mail", "");
        String own = published("etl", "/walk/etl/load", "");

        assertThat(publish("etl", "/walk/mail", "").path("message").asText())
                .isEqualTo("etl may not publish to /walk/mail: its token is for /walk/etl");
        assertThat(publish("etl", "/walk/etl/x", ",\"on_finish\":\"/walk/mail\"")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_NOT_ALLOWED");
        assertThat(claim("etl", "/walk/mail").path("stat").asText()).isEqualTo("ERR_NOT_ALLOWED");
        assertThat(post("etl", "/baichuan/task_get", "{\"task_id\":\"" + foreign + "\"}")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_MSG_NOT_EXIST");
        JsonNode both =
                post("etl", "/baichuan/task_get_batch", "{\"task_ids\":[\"%s\",\"%s\"]}".formatted(foreign, own));
        assertThat(both.at("/data/tasks/0").isNull()).isTrue();
        assertThat(both.at("/data/tasks/1").isNull()).isFalse();
        assertThat(claim("etl", "/walk/etl/load").at("/data/messages/0/task_id").asText())
                .isEqualTo(own);
    }

    @Test
    void what_our_services_claim_is_theirs_whatever_a_role_is() throws Exception {
        for (Role role : Role.values()) {
            String token = WalkRules.token(role);
            boolean isService = role == Role.SERVICE;
            if (role.covers(Role.PUBLISHER)) {
                assertThat(publish(token, "/xingqiao/task_done", "")
                                .path("stat")
                                .asText())
                        .as(role.text())
                        .isEqualTo(isService ? "OK" : "ERR_NOT_ALLOWED");
                assertThat(publish(token, "/walk/any", ",\"on_finish\":\"/ruqi/firing_done\"")
                                .path("stat")
                                .asText())
                        .as(role.text())
                        .isEqualTo(isService ? "OK" : "ERR_NOT_ALLOWED");
            }
            if (role.covers(Role.WORKER)) {
                assertThat(claim(token, "/ruqi/job_add").path("stat").asText())
                        .as(role.text())
                        .isEqualTo(isService ? "OK" : "ERR_NOT_ALLOWED");
            }
        }
    }

    @Test
    void of_a_batch_only_what_is_not_allowed_is_refused() throws Exception {
        JsonNode tasks = post(
                        "etl",
                        "/baichuan/task_create_batch",
                        "{\"tasks\":[{\"handler\":\"/walk/mail\",\"params\":{}},"
                                + "{\"handler\":\"/walk/etl/batch\",\"params\":{}}]}")
                .at("/data/tasks");

        assertThat(tasks.findValuesAsText("stat")).containsExactly("ERR_NOT_ALLOWED", "OK");
    }

    private static String published(String token, String handler, String more) throws Exception {
        return publish(token, handler, more).at("/data/task_id").asText();
    }

    private static JsonNode publish(String token, String handler, String more) throws Exception {
        return post(token, "/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{}%s}".formatted(handler, more));
    }

    private static JsonNode claim(String token, String handler) throws Exception {
        return post(
                token,
                "/baichuan/worker_claim",
                "{\"worker\":\"walk:0:1\",\"handlers\":[\"%s\"],\"limit\":1}".formatted(handler));
    }

    private static JsonNode post(String token, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baiChuan.url() + path))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(json))
                .build();
        return Json.tree(HTTP.send(request, BodyHandlers.ofString()).body());
    }
}
