package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Promises that the Python service does not keep, and its replies where it does. */
class PromisesTest {
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void a_queue_has_no_speed_limit_and_leaves_no_key_outside_its_own_names() {
        for (int i = 0; i < 100; i++) {
            baiChuan.publish(handler, "{}");
        }

        assertThat(baiChuan.claim(handler, 0, 100))
                .as("the Python service gives out 30 a second")
                .hasSize(100);
        assertThat(redis.exists(handler + ":worker")).isZero();
    }

    @Test
    void a_message_that_nobody_has_a_handler_for_is_accepted_and_waits() {
        String id = baiChuan.publish(handler, "{}");

        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
        assertThat(redis.ttl("mq:msg:" + id)).isEqualTo(-1);
    }

    @Test
    void where_a_message_comes_from_is_known_to_its_end() {
        String id = baiChuan.publish(handler, "{}", ",\"trace_id\":\"from-far-away\"");
        String ip = Life.hash(id).get("ip");
        JsonNode message = baiChuan.claim(handler, 0).get(0);

        assertThat(message.path("trace_id").asText()).isEqualTo("from-far-away");
        baiChuan.finish(message, "{\"stat\":\"OK\"}");
        assertThat(Life.hash(id))
                .containsEntry("ip", ip)
                .containsEntry("trace_id", "from-far-away")
                .containsEntry("handle_worker", "test:0:1");
    }

    @Test
    void a_result_is_kept_for_a_day_not_for_a_year() {
        String id = baiChuan.publish(handler, "{}");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");

        assertThat(redis.ttl("mq:msg:" + id)).isBetween(80_000L, 86_400L);
    }

    @Test
    void one_worker_takes_no_more_than_it_can_start() {
        for (int i = 0; i < 5; i++) {
            baiChuan.publish(handler, "{}");
        }

        assertThat(baiChuan.claim(handler, 0, 2)).hasSize(2);
        assertThat(redis.llen("mq:queue:{" + handler + "}"))
                .as("left for others")
                .isEqualTo(3);
    }

    @Test
    void the_demo_handlers_answer_as_the_original_does() throws Exception {
        assertThat(baiChuan.get("/demo_api/hello?str_info=%E4%BD%A0%E5%A5%BD"))
                .isEqualTo(Json.tree("{\"stat\":\"OK\",\"str_info\":\"\\u4f60\\u597d\"}"));
        assertThat(baiChuan.get("/demo_api/hello?str_info=1&str_info=2"))
                .isEqualTo(Json.tree("{\"stat\":\"OK\",\"str_info\":[\"1\",\"2\"]}"));
        assertThat(baiChuan.post("/demo_api/hello", "{\"str_info\":\"a\",\"x\":1}")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_BAD_PARAMS");
        assertThat(baiChuan.get("/demo_api/hello").path("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
        assertThat(baiChuan.get("/demo_api/hello?str_info=").path("stat").asText())
                .as("an empty value is none")
                .isEqualTo("ERR_BAD_PARAMS");
        assertThat(members(baiChuan.get("/demo_api/ping"))).containsExactlyInAnyOrder("stat", "randstr");
        assertThat(baiChuan.post("/demo_api/collect", "{\"all_taskdata\":{\"a\":[1]}}"))
                .isEqualTo(Json.tree("{\"stat\":\"OK\",\"data\":{\"a\":[1]}}"));
        HttpRequest put = HttpRequest.newBuilder(URI.create(baiChuan.url() + "/demo_api/hello"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"str_info\":\"a\"}"))
                .build();
        HttpResponse<String> refused = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
        assertThat(Json.tree(refused.body()).path("stat").asText())
                .as("only a POST has a body")
                .isEqualTo("ERR_BAD_PARAMS");
        assertThat(refused.headers().firstValue("x-reason")).contains("Param check failed");
        assertThat(refused.headers().firstValue("x-reqid").orElseThrow()).matches("[0-9A-F]{16}");
    }

    @Test
    void publishing_and_asking_answer_as_the_manual_shows() {
        JsonNode created = baiChuan.post("/baichuan/task_create", "{\"handler\":\"/demo_api/ping\", \"params\":{}}");
        assertThat(created.path("stat").asText()).isEqualTo("OK");
        String id = created.at("/data/task_id").asText();
        assertThat(id).matches("[0-9A-F]{16}");

        Eventually.within(
                Life.SOON,
                () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("OK"));
        assertThat(baiChuan.task(id).path("task_info").isObject()).isTrue();
        assertThat(members(baiChuan.task(id).at("/task_info/result"))).containsExactlyInAnyOrder("stat", "randstr");
        assertThat(baiChuan.task("AC3C301A7CA516EA").path("stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
    }

    @Test
    void a_handler_that_throws_fails_and_a_business_error_finishes() {
        for (String stat : List.of("ERR_SERVER_EXCEPTION", "ERR_BIZ")) {
            String id = baiChuan.publish(handler, "{}");
            baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\": \"" + stat + "\"}");

            assertThat(Life.hash(id)).containsEntry("status", stat.equals("ERR_BIZ") ? "finished" : "failed");
            assertThat(baiChuan.task(id).at("/task_info/result")).isEqualTo(Json.tree("{\"stat\":\"" + stat + "\"}"));
        }
    }

    private static Set<String> members(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
