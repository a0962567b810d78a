package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica whose clock is wrong. */
class DebounceClockTest {
    private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    private final String handler = RunningBaiChuan.newHandler();

    @Factory
    @Requires(property = "test.clock-ahead")
    static class WrongClock {
        @Singleton
        @Replaces(bean = Clock.class, factory = Wiring.class)
        Clock clock(@Value("${test.clock-ahead}") Duration ahead) {
            return Clock.offset(Clock.systemUTC(), ahead);
        }
    }

    @Test
    void the_clock_of_redis_says_when_a_debounced_message_is_due() {
        try (RunningBaiChuan ahead = RunningBaiChuan.start(Map.of("test.clock-ahead", "10h"))) {
            String debounce = "{\"handler\":\"%s\",\"params\":{},\"msg_create_unique\":\"debounce\",\"delay\":1000}"
                    .formatted(handler);
            JsonNode first = ahead.post("/baichuan/task_create", debounce);

            JsonNode second = ahead.post("/baichuan/task_create", debounce);

            assertThat(second.at("/data/created").asBoolean()).isFalse();
            String id = first.at("/data/task_id").asText();
            double due = redis.zscore("mq:delayed:{" + handler + "}", id);
            assertThat(due - Long.parseLong(redis.time().getFirst()) * 1000.0).isBetween(500_000.0, 1_001_000.0);
            assertThat(Double.parseDouble(redis.hget("mq:msg:" + id, "not_before")))
                    .isEqualTo(due);
        }
    }
}
