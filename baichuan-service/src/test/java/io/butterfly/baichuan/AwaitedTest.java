package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.waiting.EndWaiters;
import io.butterfly.embedded.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code task_get} with {@code wait}, on two replicas. */
class AwaitedTest {
    private static RunningBaiChuan first;
    private static RunningBaiChuan second;

    private final String handler = RunningBaiChuan.newHandler();

    @BeforeAll
    static void start() {
        first = Life.baiChuan;
        second = RunningBaiChuan.start();
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    private static CompletableFuture<JsonNode> awaited(RunningBaiChuan replica, String id) {
        CompletableFuture<JsonNode> reply =
                CompletableFuture.supplyAsync(() -> replica.get("/baichuan/task_get?wait=30&task_id=" + id));
        Eventually.until(
                Duration.ofSeconds(60), () -> replica.bean(EndWaiters.class).isAwaited(id));
        return reply;
    }

    @Test
    void the_answer_comes_with_the_end_on_this_replica_and_on_the_other() throws Exception {
        String id = first.publish(handler, "{}");
        JsonNode message = first.claim(handler, 5).get(0);
        CompletableFuture<JsonNode> here = awaited(first, id);
        CompletableFuture<JsonNode> there = awaited(second, id);

        first.finish(message, "{\"stat\":\"OK\",\"data\":5}");

        assertThat(here.get(30, TimeUnit.SECONDS).path("data").asInt()).isEqualTo(5);
        assertThat(there.get(30, TimeUnit.SECONDS).path("data").asInt()).isEqualTo(5);
    }

    @Test
    void a_cancel_is_an_end() throws Exception {
        String id = first.publish(handler, "{}");
        CompletableFuture<JsonNode> there = awaited(second, id);

        first.post("/baichuan/task_cancel", "{\"task_id\":\"" + id + "\"}");

        assertThat(there.get(30, TimeUnit.SECONDS).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
    }

    @Test
    void what_nobody_announces_is_seen_all_the_same() throws Exception {
        String id = first.publish(handler, "{}");
        CompletableFuture<JsonNode> reply = awaited(first, id);

        Life.redis.hset("mq:msg:" + id, "status", "finished".getBytes()); // as a Python worker does

        assertThat(reply.get(30, TimeUnit.SECONDS).at("/task_info/status").asText())
                .isEqualTo("finished");
    }

    @Test
    void without_patience_or_message_the_answer_comes_at_once() {
        String id = first.publish(handler, "{}");

        assertThat(first.get("/baichuan/task_get?wait=1&task_id=" + id)
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_MSG_IN_QUEUED");
        assertThat(first.get("/baichuan/task_get?wait=30&task_id=nobody")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_MSG_NOT_EXIST");
        assertThat(first.get("/baichuan/task_get?wait=31&task_id=" + id)
                        .path("message")
                        .asText())
                .contains("wait must be seconds from 0 to 30");
    }
}
