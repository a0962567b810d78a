package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A message that was claimed, and the claims that wait for one. */
class ClaimTest {
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void it_comes_with_its_parameters_and_a_lease() {
        String id = baiChuan.publish(handler, "{\"n\":1}", ",\"trace_id\":\"t1\"");

        JsonNode message = baiChuan.claim(handler, 0).get(0);

        assertThat(message.path("task_id").asText()).isEqualTo(id);
        assertThat(message.path("handler").asText()).isEqualTo(handler);
        assertThat(message.at("/params/n").asInt()).isEqualTo(1);
        assertThat(message.path("attempt").asInt()).isEqualTo(1);
        assertThat(message.path("lease").asText()).isNotEmpty();
        assertThat(message.path("lease_seconds").asInt()).isEqualTo(60);
        assertThat(message.path("timeout").asInt()).isEqualTo(180);
        assertThat(message.path("trace_id").asText()).isEqualTo("t1");
        assertThat(hash(id))
                .containsEntry("status", "started")
                .containsEntry("handle_worker", "test:0:1")
                .containsEntry("result_ttl", "86400")
                .containsKeys("cost", "started_at");
        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_IN_STARTED");
    }

    @Test
    void nobody_else_gets_it() {
        baiChuan.publish(handler, "{}");

        assertThat(baiChuan.claim(handler, 0)).hasSize(1);
        assertThat(baiChuan.claim(handler, 0)).isEmpty();
    }

    @Test
    void a_claim_that_waits_is_answered_as_soon_as_there_is_one() {
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> baiChuan.claim(handler, 20));

        String id = baiChuan.publish(handler, "{}");

        assertThat(waiting.orTimeout(30, TimeUnit.SECONDS)
                        .join()
                        .at("/0/task_id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void a_claim_that_waits_sees_what_a_python_producer_pushed() {
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> baiChuan.claim(handler, 20));
        String id = UUID.randomUUID().toString();
        redis.sadd("mq:queues", ("mq:queue:{" + handler + "}").getBytes());
        redis.hset(
                "mq:msg:" + id,
                Map.of(
                        "data",
                        "{\"n\":1}".getBytes(),
                        "origin",
                        handler.getBytes(),
                        "status",
                        "queued".getBytes(),
                        "timeout",
                        "180".getBytes(),
                        "created_at",
                        "2026-11-21T00:00:00.000000Z".getBytes(),
                        "enqueued_at",
                        "2026-11-21T00:00:00.000000Z".getBytes()));
        redis.rpush("mq:queue:{" + handler + "}", id.getBytes());

        JsonNode message = waiting.orTimeout(30, TimeUnit.SECONDS).join().get(0);

        assertThat(message.path("task_id").asText()).isEqualTo(id);
        assertThat(message.path("timeout").asInt())
                .as("Python stores a timeout that is not enforced")
                .isEqualTo(-1);
        assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
    }

    @Test
    void a_worker_of_several_handlers_gets_messages_of_each() {
        String other = RunningBaiChuan.newHandler();
        baiChuan.publish(handler, "{}");
        baiChuan.publish(other, "{}");

        JsonNode messages = baiChuan.claim(handler + "\",\"/nothing/here\",\"" + other, 0, 5);

        assertThat(messages).hasSize(2);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "butterfly.test.redis",
            matches = "cluster",
            disabledReason = "there each server has the limit")
    void large_parameters_do_not_come_all_at_once() {
        String large = "{\"x\":\"" + "y".repeat(1_000_000) + "\"}";
        for (int i = 0; i < 8; i++) {
            baiChuan.publish(handler, large);
        }
        for (int i = 0; i < 60; i++) {
            baiChuan.publish(handler, "{}");
        }

        JsonNode first = baiChuan.claim(handler, 0, 1000);
        JsonNode second = baiChuan.claim(handler, 0, 1000);

        assertThat(first).as("not much more than 4 MB").hasSize(5);
        assertThat(second).as("the rest, in order").hasSize(63);
        assertThat(second.get(2).path("params").path("x").asText()).hasSize(1_000_000);
        assertThat(redis.hget("mq:msg:" + second.get(0).path("task_id").asText(), "run"))
                .isEqualTo("1".getBytes());
    }

    @Test
    @DisabledIfSystemProperty(
            named = "butterfly.test.redis",
            matches = "cluster",
            disabledReason = "there each server has the limit")
    void large_parameters_of_a_queue_with_rules_do_not_come_all_at_once() {
        baiChuan.post("/baichuan/queue_limit", "{\"handler\":\"%s\",\"concurrency\":100}".formatted(handler));
        String large = "{\"x\":\"" + "y".repeat(1_000_000) + "\"}";
        for (int i = 0; i < 8; i++) {
            baiChuan.publish(handler, large);
        }

        assertThat(baiChuan.claim(handler, 0, 1000)).hasSize(5);
        assertThat(baiChuan.claim(handler, 0, 1000)).hasSize(3);
    }

    @Test
    @EnabledIfSystemProperty(named = "butterfly.test.redis", matches = "cluster")
    void large_parameters_come_in_bounded_numbers_from_each_server_of_a_cluster() {
        String large = "{\"x\":\"" + "y".repeat(1_000_000) + "\"}";
        for (int i = 0; i < 24; i++) {
            baiChuan.publish(handler, large);
        }

        int first = baiChuan.claim(handler, 0, 1000).size();
        int second = baiChuan.claim(handler, 0, 1000).size();

        assertThat(first).as("not much more than 4 MB of each of three servers").isBetween(1, 15);
        assertThat(second).isBetween(1, 15);
    }

    @Test
    void its_worker_is_registered_as_the_originals_tools_expect() {
        baiChuan.claim(handler, 0);

        assertThat(redis.smembers("mq:workers:" + handler)).containsExactly("mq:worker:test:0:1".getBytes());
        assertThat(redis.sismember("mq:workers", "mq:worker:test:0:1".getBytes()))
                .isTrue();
        assertThat(redis.hgetall("mq:worker:test:0:1"))
                .containsKeys("birth", "last_heartbeat", "queues", "pid", "hostname", "nickname", "state");
        assertThat(redis.ttl("mq:worker:test:0:1")).isBetween(1L, 420L);
    }
}
