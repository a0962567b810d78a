package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.topology.RedisCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node of a cluster in trouble: the service looks at all of them. */
class ClusterNodeTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void a_full_one_stops_publishing_and_a_dead_one_makes_the_service_unready() {
        try (RedisCluster redis = RedisCluster.start(folder, Redis.Persistence.EVERY_SECOND);
                RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url()))) {
            assertThat(baiChuan.status("/health/readiness")).isEqualTo(200);
            for (Redis node : redis.nodes()) {
                Redis.ask(node.port(), "CONFIG SET maxmemory 1000");
                Eventually.within(SOON, () -> assertThat(publish(baiChuan))
                        .as("node " + node.port())
                        .isEqualTo("ERR_STORE_FULL"));
                Redis.ask(node.port(), "CONFIG SET maxmemory 0");
                Eventually.within(SOON, () -> assertThat(publish(baiChuan)).isEqualTo("OK"));
            }

            Redis dead = redis.nodes().getLast();
            dead.kill();

            Eventually.within(
                    SOON, () -> assertThat(baiChuan.status("/health/readiness")).isEqualTo(503));
            dead.restart();
            redis.awaitWhole();
            Eventually.within(
                    SOON, () -> assertThat(baiChuan.status("/health/readiness")).isEqualTo(200));
        }
    }

    private static String publish(RunningBaiChuan baiChuan) {
        return baiChuan.post(
                        "/baichuan/task_create",
                        "{\"handler\":\"%s\",\"params\":{}}".formatted(RunningBaiChuan.newHandler()))
                .path("stat")
                .asText();
    }
}
