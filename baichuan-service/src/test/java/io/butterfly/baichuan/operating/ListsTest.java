package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators see of queues, messages and workers. */
class ListsTest extends Lists {
    private JsonNode queue() {
        for (JsonNode queue : baiChuan.get("/baichuan/queue_list").at("/data/queues")) {
            if (queue.path("handler").asText().equals(handler)) {
                return queue;
            }
        }
        throw new AssertionError("not listed: " + handler);
    }

    private List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("tasks").forEach(task -> ids.add(task.path("task_id").asText()));
        return ids;
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
}
