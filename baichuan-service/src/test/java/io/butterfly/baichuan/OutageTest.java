package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Redis goes away and comes back. */
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String handler = RunningBaiChuan.newHandler();

    @TempDir
    private Path folder;

    private Redis redis;
    private RunningBaiChuan baiChuan;

    @BeforeEach
    void start() {
        redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.ALWAYS));
    }

    @AfterEach
    void stop() {
        baiChuan.close();
        redis.close();
    }

    private RunningBaiChuan baiChuan() {
        return RunningBaiChuan.start(
                Map.of("butterfly.redis.url", "redis://@127.0.0.1:" + redis.port() + "/0?socket_timeout=1"));
    }

    @Test
    void calls_are_refused_at_once_and_answered_again_when_it_is_back() {
        baiChuan = baiChuan();
        String before = baiChuan.publish(handler, "{\"n\":1}");
        JsonNode inHand = baiChuan.claim(handler, 0).get(0);
        String waiting = baiChuan.publish(handler, "{\"n\":2}");
        redis.kill();

        for (String[] call : new String[][] {
            {"/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{}}".formatted(handler)},
            {"/baichuan/task_create_batch", "{\"tasks\":[{\"handler\":\"%s\",\"params\":{}}]}".formatted(handler)},
            {"/baichuan/task_get", "{\"task_id\":\"x\"}"},
            {"/baichuan/worker_claim", "{\"worker\":\"test:0:1\",\"handlers\":[\"%s\"],\"wait\":20}".formatted(handler)
            },
            {
                "/baichuan/worker_finish",
                "{\"worker\":\"w\",\"results\":[{\"task_id\":\"x\",\"lease\":\"y\",\"result\":{}}]}"
            },
            {"/baichuan/worker_heartbeat", "{\"worker\":\"w\",\"leases\":[{\"task_id\":\"x\",\"lease\":\"y\"}]}"}
        }) {
            long asked = System.nanoTime();
            JsonNode reply = baiChuan.post(call[0], call[1]);

            assertThat(reply.path("stat").asText()).as(call[0]).isEqualTo("ERR_SERVER_EXCEPTION");
            assertThat(reply.path("message").asText())
                    .as(call[0])
                    .contains("Redis is away")
                    .doesNotContain("io.", "Exception:");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(call[0]).isLessThan(Duration.ofSeconds(15));
        }
        Eventually.within(
                SOON, () -> assertThat(baiChuan.status("/health/readiness")).isEqualTo(503));
        assertThat(baiChuan.status("/health/liveness")).isEqualTo(200);

        redis.restart();

        Eventually.within(
                SOON,
                () -> assertThat(baiChuan.task(before).path("stat").asText()).startsWith("ERR_MSG_IN_"));
        Eventually.within(
                SOON, () -> assertThat(baiChuan.status("/health/readiness")).isEqualTo(200));
        assertThat(baiChuan.task(waiting).path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
        assertThat(baiChuan.finish(inHand, "{\"stat\":\"OK\"}")).isIn("OK", "ERR_LEASE_LOST");
        assertThat(baiChuan.claim(handler, 10)).isNotEmpty();
        Eventually.within(SOON, () -> assertThat(demo()).isEqualTo("OK"));
    }

    private String demo() {
        String id = baiChuan.publish("/demo_api/ping", "{}");
        Eventually.within(
                SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("OK"));
        return baiChuan.task(id).path("stat").asText();
    }

    @Test
    void the_service_starts_without_it_and_finds_it_later() {
        redis.kill();
        baiChuan = baiChuan();

        assertThat(baiChuan.status("/health/liveness")).isEqualTo(200);
        assertThat(baiChuan.status("/health/readiness")).isEqualTo(503);
        assertThat(baiChuan.task("x").path("message").asText()).contains("Redis is away");

        redis.restart();

        Eventually.within(
                SOON, () -> assertThat(baiChuan.status("/health/readiness")).isEqualTo(200));
        assertThat(demo()).isEqualTo("OK");
    }
}
