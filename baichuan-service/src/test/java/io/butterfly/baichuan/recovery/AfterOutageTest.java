package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Redis was away for longer than a lease: no worker could renew its own. */
@Execution(ExecutionMode.CONCURRENT)
class AfterOutageTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Longer than recovery takes for a pause between two looks. */
    private static final Duration OUTAGE = Duration.ofSeconds(4);

    private final String handler = RunningBaiChuan.newHandler();

    @TempDir
    private Path folder;

    @Test
    void a_worker_may_renew_its_lease_before_it_is_judged() {
        try (Redis redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.ALWAYS));
                RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of(
                        "butterfly.redis.url",
                        "redis://@127.0.0.1:" + redis.port() + "/0?socket_timeout=1",
                        "baichuan.lease",
                        "60s",
                        "baichuan.push.lease",
                        "1s"))) {
            RecoveryLoop recovery = baiChuan.bean(RecoveryLoop.class);
            JsonNode lost = claimed(baiChuan);
            runOut(redis, lost);
            awaitAttempt(baiChuan, lost, 2); // the grace of the start is over
            JsonNode held = claimed(baiChuan);

            redis.kill();
            Eventually.until(SOON, () -> recovery.age().compareTo(OUTAGE) > 0);
            redis.restart();
            runOut(redis, held);
            Eventually.until(SOON, () -> recovery.age().compareTo(Duration.ofSeconds(1)) < 0);

            assertThat(baiChuan.heartbeat(held)).isEqualTo("OK");
            assertThat(baiChuan.finish(held, "{\"stat\":\"OK\"}")).isEqualTo("OK");
        }
    }

    private JsonNode claimed(RunningBaiChuan baiChuan) {
        baiChuan.publish(handler, "{}");
        return baiChuan.claim(handler, 5).get(0);
    }

    private static void runOut(Redis redis, JsonNode message) {
        String id = message.path("task_id").asText();
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        try (client) {
            RedisCommands<String, String> commands = client.connect().sync();
            commands.hset("mq:msg:" + id, "lease_until", "1");
            commands.zadd("mq:lease:{" + message.path("handler").asText() + "}", 1, id);
        }
    }

    /** Claims the message when it is in its queue again, and ends it. */
    private void awaitAttempt(RunningBaiChuan baiChuan, JsonNode message, int attempt) {
        Eventually.within(SOON, () -> {
            JsonNode again = baiChuan.claim(handler, 0);
            assertThat(again).hasSize(1);
            assertThat(again.at("/0/task_id")).isEqualTo(message.path("task_id"));
            assertThat(again.at("/0/attempt").asInt()).isEqualTo(attempt);
            assertThat(baiChuan.finish(again.get(0), "{\"stat\":\"OK\"}")).isEqualTo("OK");
        });
    }
}
