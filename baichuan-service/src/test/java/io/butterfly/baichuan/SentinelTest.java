package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.topology.RedisSentinel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The master dies, and a Sentinel promotes its replica. */
@Execution(ExecutionMode.CONCURRENT)
class SentinelTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void the_new_master_is_found_and_has_the_messages() {
        String handler = RunningBaiChuan.newHandler();
        try (RedisSentinel redis = RedisSentinel.start(folder);
                RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url()))) {
            List<String> before = Stream.generate(() -> baiChuan.publish(handler, "{}"))
                    .limit(20)
                    .toList();
            assertThat(Redis.ask(redis.master().port(), "WAIT 1 10000"))
                    .as("replicas that have it")
                    .startsWith(":1");

            redis.master().kill();

            Eventually.within(SOON, () -> assertThat(
                            baiChuan.task(before.getFirst()).path("stat").asText())
                    .isEqualTo("ERR_MSG_IN_QUEUED"));
            String after = baiChuan.publish(handler, "{}");
            assertThat(baiChuan.claim(handler, 5, 50).findValuesAsText("task_id"))
                    .containsAll(before)
                    .contains(after);
        }
    }
}
