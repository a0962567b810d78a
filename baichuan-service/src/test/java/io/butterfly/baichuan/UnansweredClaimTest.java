package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Redis makes a claim, but its answer comes too late for the replica that asked. */
@Execution(ExecutionMode.CONCURRENT)
class UnansweredClaimTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void a_claim_that_a_stalled_redis_makes_after_a_whole_lease_loses_no_attempt_either() {
        String handler = RunningBaiChuan.newHandler();
        try (Redis redis = Redis.start(folder, 0);
                RunningBaiChuan baiChuan =
                        RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url(), "baichuan.lease", "4s"))) {
            assertThat(baiChuan.claim(handler, 0)).as("it is registered").isEmpty();
            baiChuan.publish(handler, "{}", ",\"max_attempts\":1");

            Redis.ask(redis.port(), "CLIENT PAUSE 6000 ALL"); // longer than the lease
            JsonNode unanswered = baiChuan.post(
                    "/baichuan/worker_claim",
                    "{\"worker\":\"test:0:1\",\"handlers\":[\"%s\"],\"limit\":50}".formatted(handler));
            assertThat(unanswered.path("stat").asText()).isEqualTo("ERR_SERVER_EXCEPTION");

            Eventually.within(SOON, () -> {
                JsonNode message = baiChuan.claim(handler, 1).path(0);
                assertThat(message.path("attempt").asInt()).isEqualTo(1);
                assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
            });
        }
    }

    @Test
    void what_it_started_is_given_back_long_before_its_lease_is_over_and_loses_no_attempt() {
        String handler = RunningBaiChuan.newHandler();
        try (Redis redis = Redis.start(folder, 0);
                RunningBaiChuan baiChuan =
                        RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url(), "baichuan.lease", "600s"))) {
            assertThat(baiChuan.claim(handler, 0)).as("it is registered").isEmpty();
            List<String> ids = Stream.generate(() -> baiChuan.publish(handler, "{}", ",\"max_attempts\":1"))
                    .limit(20)
                    .toList();

            Redis.ask(redis.port(), "CLIENT PAUSE 4000 ALL"); // longer than the two seconds that an answer may take
            JsonNode unanswered = baiChuan.post(
                    "/baichuan/worker_claim",
                    "{\"worker\":\"test:0:1\",\"handlers\":[\"%s\"],\"limit\":50}".formatted(handler));

            assertThat(unanswered.path("stat").asText()).isEqualTo("ERR_SERVER_EXCEPTION");
            Eventually.within(SOON, () -> {
                JsonNode queues = baiChuan.get("/baichuan/queue_list").at("/data/queues/0");
                assertThat(queues.path("queued").asInt()).as("%s", queues).isEqualTo(20);
            });
            JsonNode messages = baiChuan.claim(handler, 1, 50);
            assertThat(messages.findValuesAsText("task_id")).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(messages.findValuesAsText("attempt")).containsOnly("1");
            assertThat(Redis.ask(redis.port(), "HGET mq:msg:" + ids.getFirst() + " run"))
                    .as("started, given back, started")
                    .contains("3");
            messages.forEach(message ->
                    assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK"));
        }
    }
}
