package io.butterfly.baichuan.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class DurabilityTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "fine",
            value = {
                "maxmemory_policy:noeviction;aof_enabled:1 | fine",
                "maxmemory_policy:allkeys-lru;aof_enabled:1 | has maxmemory-policy allkeys-lru",
                "maxmemory_policy:volatile-ttl;aof_enabled:0 | and has no append-only file",
                "maxmemory_policy:noeviction;aof_enabled:0 | has no append-only file",
                "# Server;redis_version:6.2.11 | fine",
            })
    void a_server_says_of_itself_whether_it_keeps_messages(String info, String fault) {
        assertThat(Durability.fault(info.replace(";", "\r\n")).orElse("")).contains(fault == null ? "" : fault);
        assertThat(Durability.fault(info.replace(";", "\r\n")).isPresent()).isEqualTo(fault != null);
    }

    @Test
    void one_that_loses_messages_is_refused_until_that_is_accepted() {
        try (Redis redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.NONE))) {
            assertThatThrownBy(() -> link(redis, Map.of()))
                    .hasRootCauseInstanceOf(ConfigurationException.class)
                    .rootCause()
                    .hasMessageContaining("127.0.0.1:" + redis.port())
                    .hasMessageContaining("appendonly yes")
                    .hasMessageContaining("BUTTERFLY_REDIS_ACCEPT_LOSS=true");

            try (ApplicationContext accepting = link(redis, Map.of("butterfly.redis.accept-loss", "true"))) {
                assertThat(ping(accepting)).isEqualTo("PONG");
            }
        }
    }

    @Test
    void one_that_comes_later_is_judged_too_and_taken_as_soon_as_it_is_mended() {
        Redis redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.NONE));
        redis.kill();
        try (redis;
                ApplicationContext context = link(redis, Map.of())) {
            redis.restart();
            Eventually.within(Duration.ofSeconds(60), () -> assertThatThrownBy(
                            () -> context.getBean(RedisLink.class).commands())
                    .hasMessageContaining("it may lose messages"));

            Redis.ask(redis.port(), "CONFIG SET appendonly yes");

            Eventually.within(
                    Duration.ofSeconds(60), () -> assertThat(ping(context)).isEqualTo("PONG"));
        }
    }

    @Test
    void one_that_begins_to_lose_messages_while_it_is_used_is_used_on_and_said_to_be_degraded() {
        try (Redis redis = Redis.start(folder, 0);
                RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url()))) {
            assertThat(baiChuan.get("/health/readiness")
                            .at("/details/redis/status")
                            .asText())
                    .isEqualTo("UP");

            Redis.ask(redis.port(), "CONFIG SET maxmemory-policy allkeys-lru"); // as the one that a fail-over leads to

            Eventually.within(Duration.ofSeconds(60), () -> {
                JsonNode health = baiChuan.get("/health/readiness");
                assertThat(health.path("status").asText()).isEqualTo("DEGRADED");
                assertThat(health.at("/details/redis/details/reason").asText())
                        .contains("maxmemory-policy allkeys-lru");
            });
            assertThat(baiChuan.status("/health/readiness"))
                    .as("it still serves")
                    .isEqualTo(200);
            baiChuan.publish(RunningBaiChuan.newHandler(), "{}");

            Redis.ask(redis.port(), "CONFIG SET maxmemory-policy noeviction");
            Eventually.within(Duration.ofSeconds(60), () -> assertThat(
                            baiChuan.get("/health/readiness").path("status").asText())
                    .isEqualTo("UP"));
        }
    }

    private static ApplicationContext link(Redis redis, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("butterfly.redis.url", redis.url());
        ApplicationContext context = ApplicationContext.run(settings);
        try {
            context.getBean(RedisLink.class);
            return context;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static String ping(ApplicationContext context) {
        return Answers.await(
                context.getBean(RedisLink.class).commands().driver().ping());
    }
}
