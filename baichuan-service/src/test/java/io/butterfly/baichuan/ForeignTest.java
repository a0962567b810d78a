package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.SOON;
import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.redis.Pickle;
import io.butterfly.embedded.Eventually;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message of ours that a Python worker holds, which only writes to Redis. */
class ForeignTest {
    private final String handler = RunningBaiChuan.newHandler();
    private final String worker = "python" + handler.hashCode() + ":8000:7";

    private void workerIsAlive() {
        redis.hset(
                "mq:worker:" + worker,
                Map.of("birth", "2026-11-21T00:00:00.000000Z".getBytes(), "queues", handler.getBytes()));
        redis.sadd("mq:workers", ("mq:worker:" + worker).getBytes());
        redis.sadd("mq:workers:" + handler, ("mq:worker:" + worker).getBytes());
    }

    private void claimedByIt(String id) {
        redis.lpop("mq:queue:{" + handler + "}");
        redis.zadd(
                "mq:wip:{" + handler + "}",
                System.currentTimeMillis() / 1000.0 + 3_600 - 900,
                id.getBytes()); // a quarter of an hour ago
        redis.hset("mq:msg:" + id, Map.of("status", "started".getBytes(), "handle_worker", worker.getBytes()));
    }

    @Test
    void its_end_is_reported_within_a_second() {
        workerIsAlive();
        String listener = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(handler, "{}", ",\"on_finish\":\"" + listener + "\"");
        claimedByIt(id);

        redis.hset(
                "mq:msg:" + id,
                Map.of("status", "finished".getBytes(), "result", Pickle.write("{\"stat\":\"OK\",\"data\":5}")));
        redis.zadd("mq:finished:{" + handler + "}", 4_000_000_000.0, id.getBytes());
        redis.zrem("mq:wip:{" + handler + "}", id.getBytes());

        JsonNode report = baiChuan.claim(listener, 10).at("/0/params");
        assertThat(report.path("stat").asText()).isEqualTo("OK");
        assertThat(report.at("/result/data").asInt()).isEqualTo(5);
    }

    @Test
    void it_is_executed_again_only_when_its_worker_is_gone() {
        workerIsAlive();
        String id = baiChuan.publish(handler, "{}", ",\"timeout\":1");
        claimedByIt(id);
        assertThat(baiChuan.claim(handler, 2))
                .as("neither by timeout nor by lease")
                .isEmpty();

        redis.del("mq:worker:" + worker);

        JsonNode message = baiChuan.claim(handler, 10).get(0);
        assertThat(message.path("task_id").asText()).isEqualTo(id);
        assertThat(message.path("attempt").asInt()).isEqualTo(2);
        assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
        Eventually.within(SOON, () -> assertThat(hash(id)).containsEntry("status", "finished"));
    }
}
