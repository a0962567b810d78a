package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Redis without room for more messages. */
@Execution(ExecutionMode.CONCURRENT)
class FullStoreTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern USED = Pattern.compile("used_memory:([0-9]+)");
    private static final String OK = "{\"stat\":\"OK\"}";

    private final String handler = RunningBaiChuan.newHandler();
    private final String listener = RunningBaiChuan.newHandler();
    private final String task =
            "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"late\",\"on_finish\":\"%s\"}".formatted(handler, listener);

    @TempDir
    private Path folder;

    private Redis withBallast() {
        Redis redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.EVERY_SECOND));
        Redis.ask(redis.port(), "SETRANGE ballast 67108864 x");
        return redis;
    }

    /** Now it uses so much of what it may. */
    private static void use(Redis redis, double part) {
        var used = USED.matcher(Redis.ask(redis.port(), "INFO memory"));
        assertThat(used.find()).isTrue();
        Redis.ask(redis.port(), "CONFIG SET maxmemory " + Math.round(Long.parseLong(used.group(1)) / part));
    }

    @Test
    void new_messages_are_refused_what_is_there_goes_on_and_room_heals_it() {
        try (Redis redis = withBallast();
                RunningBaiChuan baiChuan =
                        RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url(), "baichuan.lease", "60s"))) {
            String more = ",\"on_finish\":\"" + listener + "\"";
            String first = baiChuan.publish(handler, "{}", more);
            baiChuan.publish(handler, "{}", more);
            JsonNode held = baiChuan.claim(handler, 0).get(0);

            use(redis, 0.95);

            Eventually.within(SOON, () -> assertThat(baiChuan.post("/baichuan/task_create", task)
                            .path("stat")
                            .asText())
                    .isEqualTo("ERR_STORE_FULL"));
            JsonNode batch = baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[" + task + "]}");
            assertThat(batch.path("stat").asText()).isEqualTo("ERR_STORE_FULL");
            assertThat(batch.path("message").asText()).contains("MB").doesNotContain("127.0.0.1");
            assertThat(baiChuan.finish(held, OK)).isEqualTo("OK");
            assertThat(baiChuan.finish(baiChuan.claim(handler, 0).get(0), OK)).isEqualTo("OK");
            assertThat(baiChuan.claim(listener, 5).at("/0/params/task_id").asText())
                    .isEqualTo(first);

            Redis.ask(redis.port(), "CONFIG SET maxmemory 0");

            assertIsPublishedOnce(baiChuan);
        }
    }

    @Test
    void one_that_refuses_everything_is_told_from_one_that_is_away_and_keeps_no_half_of_a_message() {
        try (Redis redis = withBallast();
                RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of(
                        "butterfly.redis.url",
                        redis.url(),
                        "baichuan.lease",
                        "60s",
                        "baichuan.memory-watermark",
                        100))) {
            baiChuan.publish(handler, "{}");
            JsonNode held = baiChuan.claim(handler, 0).get(0);
            use(redis, 2);

            JsonNode refused = baiChuan.post("/baichuan/task_create", task);

            assertThat(refused.path("stat").asText()).isEqualTo("ERR_STORE_FULL");
            assertThat(refused.path("message").asText()).contains("no memory left");
            assertThat(baiChuan.task("late").path("stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
            Redis.ask(redis.port(), "CONFIG SET maxmemory 0");
            assertThat(baiChuan.finish(held, OK)).isEqualTo("OK");
            assertIsPublishedOnce(baiChuan);
        }
    }

    private void assertIsPublishedOnce(RunningBaiChuan baiChuan) {
        Eventually.within(SOON, () -> assertThat(baiChuan.post("/baichuan/task_create", task)
                        .path("stat")
                        .asText())
                .isEqualTo("OK"));
        assertThat(baiChuan.finish(baiChuan.claim(handler, 0).get(0), OK)).isEqualTo("OK");
        assertThat(baiChuan.claim(handler, 0)).isEmpty();
        assertThat(baiChuan.task("late").path("stat").asText()).isEqualTo("OK");
    }
}
