package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.butterfly.embedded.Eventually;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see of queues, messages and workers. */
class ListsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static RunningBaiChuan baiChuan;
    private static RedisClusterCommands<String, String> redis;

    private final String handler = RunningBaiChuan.newHandler();

    @BeforeAll
    static void start() {
        baiChuan = RunningBaiChuan.start(Map.of("butterfly.zone", "Asia/Shanghai"));
        redis = TestRedis.commands(StringCodec.UTF8);
    }

    @AfterAll
    static void stop() {
        baiChuan.close();
    }

    private JsonNode queue() {
        for (JsonNode queue : baiChuan.get("/baichuan/queue_list").at("/data/queues")) {
            if (queue.path("handler").asText().equals(handler)) {
                return queue;
            }
        }
        throw new AssertionError("not listed: " + handler);
    }

    private JsonNode list(String state, String more) {
        return baiChuan.post(
                        "/baichuan/task_list",
                        "{\"handler\":\"%s\",\"state\":\"%s\"%s}".formatted(handler, state, more))
                .path("data");
    }

    private List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("tasks").forEach(task -> ids.add(task.path("task_id").asText()));
        return ids;
    }

    private String end(String result) {
        String id = baiChuan.publish(handler, "{\"a\":1}");
        baiChuan.finish(baiChuan.claim(handler, 1).get(0), result);
        return id;
    }

    @Test
    void an_empty_queue_has_no_oldest_message_though_there_is_one_with_an_empty_id() {
        end("{\"stat\":\"OK\"}");
        redis.hset(
                "mq:msg:",
                Map.of(
                        "origin",
                        handler,
                        "data",
                        "{}",
                        "status",
                        "queued",
                        "enqueued_at",
                        "2026-01-01T00:00:00.000000Z"));

        assertThat(queue().path("oldest_age").asDouble()).isZero();
        redis.del("mq:msg:");
    }

    @Test
    void a_queue_says_how_many_messages_it_has_in_each_state_and_who_serves_it() {
        baiChuan.publish(handler, "{}");
        assertThat(queue().path("served").asBoolean()).isFalse();
        assertThat(queue().path("notes").toString()).contains("no worker serves this handler");
        assertThat(queue().path("oldest_age").asDouble()).isBetween(0.0, 60.0);

        baiChuan.claim(handler, 1);
        end("{\"stat\":\"OK\"}");
        end("{\"stat\":\"ERR_BAD_PARAMS\"}");
        baiChuan.publish(handler, "{}");

        JsonNode queue = queue();
        assertThat(queue.path("queued").asInt()).isEqualTo(1);
        assertThat(queue.path("started").asInt()).isEqualTo(1);
        assertThat(queue.path("finished").asInt()).isEqualTo(1);
        assertThat(queue.path("failed").asInt()).isEqualTo(1);
        assertThat(queue.path("delayed").asInt()).isZero();
        assertThat(queue.path("served").asBoolean()).isTrue();
        assertThat(queue.path("workers").asInt()).isEqualTo(1);
        assertThat(queue.path("python_workers").asInt()).isZero();
        assertThat(queue.path("paused").asBoolean()).isFalse();
        assertThat(queue.path("notes")).isEmpty();
        Eventually.within(SOON, () -> assertThat(queue().path("total").toString())
                .isEqualTo("{\"published\":4,\"finished\":1,\"failed\":1}"));
    }

    @Test
    void a_queue_says_that_it_is_paused_and_what_limits_it_has() {
        baiChuan.publish(handler, "{}");
        baiChuan.post("/baichuan/queue_limit", "{\"handler\":\"%s\",\"rate\":5,\"concurrency\":2}".formatted(handler));
        baiChuan.post("/baichuan/queue_pause", "{\"handler\":\"%s\"}".formatted(handler));

        assertThat(queue().path("paused").asBoolean()).isTrue();
        assertThat(queue().at("/limits/rate").asInt()).isEqualTo(5);
        assertThat(queue().at("/limits/concurrency").asInt()).isEqualTo(2);
        baiChuan.post("/baichuan/queue_resume", "{\"handler\":\"%s\"}".formatted(handler));
        assertThat(queue().path("paused").asBoolean()).isFalse();
    }

    @Test
    void a_python_worker_is_told_from_ours() {
        redis.hset(
                "mq:worker:py:1:" + handler.hashCode(),
                Map.of("birth", "2026-01-01T00:00:00.000000Z", "queues", handler, "state", "started"));
        redis.sadd("mq:workers", "mq:worker:py:1:" + handler.hashCode());
        baiChuan.publish(handler, "{}");

        assertThat(queue().path("python_workers").asInt()).isEqualTo(1);
        assertThat(queue().path("served").asBoolean()).isTrue();
        assertThat(queue().path("notes").toString()).contains("Python workers");
        redis.srem("mq:workers", "mq:worker:py:1:" + handler.hashCode());
    }

    @Test
    void a_queue_that_only_python_serves_says_what_it_does_not_take() {
        String worker = "mq:worker:py:2:" + handler.hashCode();
        redis.hset(worker, Map.of("birth", "2026-01-01T00:00:00.000000Z", "queues", handler, "state", "started"));
        redis.sadd("mq:workers", worker);
        baiChuan.publish(handler, "{}");
        assertThat(queue().path("served").asBoolean()).isTrue();

        baiChuan.publish(handler, "{}", ",\"priority\":3");

        assertThat(queue().path("served").asBoolean()).isFalse();
        assertThat(queue().path("notes").toString())
                .contains("messages with a priority or a group are not taken by Python workers");
        baiChuan.claim(handler, 1, 5);
        assertThat(queue().path("served").asBoolean()).isTrue();
        redis.srem("mq:workers", worker);
    }

    @Test
    void a_python_process_that_does_our_own_calls_is_warned_of() {
        String worker = "mq:worker:py:3:" + handler.hashCode();
        redis.hset(
                worker,
                Map.of("birth", "2026-01-01T00:00:00.000000Z", "queues", "/xingqiao/create_job", "state", "started"));
        redis.sadd("mq:workers", worker);
        baiChuan.publish("/xingqiao/create_job", "{}");

        assertThat(baiChuan.get("/baichuan/queue_list").toString()).contains("remove these handlers there");
        redis.srem("mq:workers", worker);
    }

    @Test
    void queues_are_listed_page_by_page() {
        baiChuan.publish(handler, "{}");
        baiChuan.publish(handler + "/b", "{}");
        JsonNode all = baiChuan.get("/baichuan/queue_list").path("data");

        JsonNode second =
                baiChuan.get("/baichuan/queue_list?page_size=1&page_index=2").path("data");

        assertThat(all.path("total").asInt()).isEqualTo(all.path("queues").size());
        assertThat(second.path("queues")).hasSize(1);
        assertThat(second.at("/queues/0/handler")).isEqualTo(all.at("/queues/1/handler"));
        assertThat(baiChuan.get("/baichuan/queue_list?page_size=5001")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_BAD_PARAMS");
    }

    @Test
    void messages_are_listed_page_by_page_from_either_end() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(baiChuan.publish(handler, "{\"n\":" + i + "}"));
        }

        assertThat(ids(list("queued", ",\"order\":\"oldest\",\"page_size\":2")))
                .containsExactly(ids.get(0), ids.get(1));
        assertThat(ids(list("queued", ",\"order\":\"oldest\",\"page_size\":2,\"page_index\":3")))
                .containsExactly(ids.get(4));
        assertThat(ids(list("queued", ",\"page_size\":2"))).containsExactly(ids.get(4), ids.get(3));
        assertThat(ids(list("queued", ",\"page_size\":2,\"page_index\":3"))).containsExactly(ids.get(0));
        assertThat(ids(list("queued", ",\"page_index\":2"))).isEmpty();
        assertThat(list("queued", "").path("total").asInt()).isEqualTo(5);
        assertThat(list("queued", "").at("/tasks/0/data/n").asInt()).isEqualTo(4);
        assertThat(list("queued", "").at("/tasks/0/status").asText()).isEqualTo("queued");
        assertThat(list("failed", "").path("total").asInt()).isZero();
    }

    @Test
    void a_list_shows_the_beginning_of_long_parameters_and_what_is_gone() {
        baiChuan.publish(handler, "{\"long\":\"" + "你".repeat(5_000) + "\"}");
        redis.rpush("mq:queue:{" + handler + "}", "gone");

        JsonNode tasks = list("queued", ",\"order\":\"oldest\"").path("tasks");

        assertThat(tasks.get(0).path("data_cut").asBoolean()).isTrue();
        assertThat(tasks.get(0).path("data").asText())
                .startsWith("{\"long\":\"你你")
                .hasSizeLessThan(1_001);
        assertThat(tasks.get(1).path("status").asText()).isEqualTo("gone");
    }

    @Test
    void a_message_is_shown_whole_but_for_its_lease() {
        String id = end("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");

        JsonNode task = baiChuan.get("/baichuan/task_show?task_id=" + id).path("data");

        assertThat(task.path("status").asText()).isEqualTo("failed");
        assertThat(task.at("/data/a").asInt()).isEqualTo(1);
        assertThat(task.at("/result/message").asText()).isEqualTo("boom");
        assertThat(task.path("exc_info").asText()).isEqualTo("ERR_SERVER_EXCEPTION: boom");
        assertThat(task.path("run").asInt()).isEqualTo(1);
        assertThat(task.path("handle_worker").asText()).isEqualTo("test:0:1");
        assertThat(task.path("cost").asDouble()).isPositive();
        assertThat(task.has("lease") || task.has("started_us")).isFalse();
        assertThat(baiChuan.get("/baichuan/task_show?task_id=nobody")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_MSG_NOT_EXIST");
    }

    @Test
    void a_worker_shows_what_it_did() {
        String worker = "w" + handler.hashCode() + ":0:7";
        for (String result : List.of("{\"stat\":\"OK\"}", "{\"stat\":\"OK\"}", "{\"stat\":\"ERR_BAD_PARAMS\"}")) {
            baiChuan.publish(handler, "{}");
            JsonNode message = baiChuan.post(
                            "/baichuan/worker_claim",
                            "{\"worker\":\"%s\",\"handlers\":[\"%s\"],\"wait\":1}".formatted(worker, handler))
                    .at("/data/messages/0");
            baiChuan.finish(message, result);
        }

        Eventually.within(SOON, () -> {
            JsonNode shown =
                    baiChuan.get("/baichuan/worker_show?name=" + worker).path("data");
            assertThat(shown.path("successful_msg_count").asInt()).isEqualTo(2);
            assertThat(shown.path("failed_msg_count").asInt()).isEqualTo(1);
            assertThat(shown.path("total_working_time").asDouble()).isPositive();
            assertThat(shown.path("alive").asBoolean()).isTrue();
            assertThat(shown.path("queues").toString()).isEqualTo("[\"" + handler + "\"]");
        });
        assertThat(baiChuan.get("/baichuan/worker_list").toString()).contains("\"name\":\"" + worker + "\"");
        assertThat(baiChuan.get("/baichuan/worker_show?name=nobody")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR");
    }

    @Test
    void the_original_dashboard_finds_its_calls() {
        String id = end("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");
        String form = "?queue_name=" + handler + "&registry_name=failed";
        String local = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

        assertThat(baiChuan.get("/canghai/queue_list").toString())
                .contains("{\"name\":\"" + handler
                        + "\",\"count\":0,\"started_msg_registry_count\":0,\"finished_msg_registry_count\":0,"
                        + "\"failed_msg_registry_count\":1}");
        JsonNode row = baiChuan.get("/canghai/msg_list" + form + "&page_index=1&page_size=10")
                .path("data");
        assertThat(row.path("total").asInt()).isEqualTo(1);
        assertThat(row.at("/list/0/id").asText()).isEqualTo(id);
        assertThat(row.at("/list/0/msg_data").asText()).isEqualTo("{\"a\":1}");
        assertThat(row.at("/list/0/created_at").asText()).matches(local);
        JsonNode shown = baiChuan.get("/canghai/msg_show?msg_id=" + id).path("data");
        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "description",
                        "msg_data",
                        "status",
                        "origin",
                        "created_at",
                        "enqueued_at",
                        "started_at",
                        "ended_at",
                        "handle_worker",
                        "result",
                        "exc_info",
                        "cost");
        assertThat(shown.path("result").asText()).isEqualTo("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");
        assertThat(shown.path("ended_at").asText()).matches(local);
        JsonNode worker = baiChuan.get("/canghai/worker_show?name=test:0:1").path("data");
        assertThat(worker.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "name",
                        "nickname",
                        "state",
                        "version",
                        "python_version",
                        "home_dir",
                        "birth_date",
                        "last_heartbeat",
                        "failed_msg_count",
                        "successful_msg_count",
                        "queues");
        assertThat(baiChuan.get("/canghai/worker_list").at("/data/workers/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("name", "nickname", "version", "queues_count", "state");
        assertThat(baiChuan.get("/canghai/queue_empty" + form).path("stat").asText())
                .isEqualTo("OK");
        assertThat(baiChuan.get("/canghai/msg_delete?msg_id=" + id).path("stat").asText())
                .isEqualTo("ERR_MSG_NOT_EXIST");
    }

    @Test
    void the_dashboard_of_2021_is_answered_by_its_names() {
        String id = baiChuan.publish(handler, "{\"a\":1}");
        String form = "?queue_name=" + handler + "&registry_name=queued";

        JsonNode page = baiChuan.get("/canghai/list_msgs" + form + "&page_index=1&page_size=15")
                .path("data");

        assertThat(page.path("name").asText()).isEqualTo(handler);
        assertThat(page.path("registry_name").asText()).isEqualTo("queued");
        assertThat(page.path("total_items").asInt()).isEqualTo(1);
        assertThat(page.at("/msgs/0/id").asText()).isEqualTo(id);
        assertThat(baiChuan.get("/canghai/list_queues").toString()).contains("\"name\":\"" + handler + "\"");
        assertThat(baiChuan.get("/canghai/list_workers").at("/data/workers").isArray())
                .isTrue();
        assertThat(baiChuan.get("/canghai/worker_info?name=nobody")
                        .path("message")
                        .asText())
                .contains("no worker nobody");
        assertThat(baiChuan.get("/canghai/msg_info?msg_id=" + id)
                        .at("/data/origin")
                        .asText())
                .isEqualTo(handler);
        assertThat(baiChuan.post("/canghai/delete_msg", "{\"msg_id\":\"" + id + "\"}")
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        baiChuan.publish(handler, "{}");
        assertThat(baiChuan.post(
                                "/canghai/empty_queue",
                                "{\"queue_name\":\"%s\",\"registry_name\":\"queued\"}".formatted(handler))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(baiChuan.get("/canghai/list_msgs" + form)
                        .at("/data/total_items")
                        .asInt())
                .isZero();
    }
}
