package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.SOON;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A message in a hand that shows no sign of life, or too many. */
class LeaseTest {
    private final RunningBaiChuan baiChuan = Life.hasty();
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void it_is_executed_again_when_its_lease_runs_out_and_the_late_answer_is_refused() {
        String id = baiChuan.publish(handler, "{}");
        JsonNode first = baiChuan.claim(handler, 0).get(0);

        JsonNode second = baiChuan.claim(handler, 10).get(0);

        assertThat(second.path("task_id").asText()).isEqualTo(id);
        assertThat(second.path("attempt").asInt()).isEqualTo(2);
        assertThat(baiChuan.finish(first, "{\"stat\":\"OK\",\"data\":1}")).isEqualTo("ERR_LEASE_LOST");
        assertThat(baiChuan.finish(second, "{\"stat\":\"OK\",\"data\":2}")).isEqualTo("OK");
        assertThat(baiChuan.task(id).path("data").asInt()).isEqualTo(2);
    }

    @Test
    void it_stays_in_a_hand_that_shows_signs_of_life() {
        baiChuan.publish(handler, "{}");
        JsonNode message = baiChuan.claim(handler, 0).get(0);
        long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();

        Eventually.until(SOON, () -> {
            assertThat(baiChuan.heartbeat(message)).isEqualTo("OK");
            return System.nanoTime() > until;
        });

        assertThat(baiChuan.claim(handler, 0)).isEmpty();
        assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
    }

    @Test
    void however_long_it_takes_the_originals_cleaner_finds_nothing_to_fail() {
        String id = baiChuan.publish(handler, "{}", ",\"timeout\":-1");
        JsonNode message = baiChuan.claim(handler, 0).get(0);
        String key = "mq:wip:{" + handler + "}";
        redis.zadd(key, 5, id.getBytes());

        assertThat(baiChuan.heartbeat(message)).isEqualTo("OK");

        assertThat(redis.zscore(key, id.getBytes()))
                .as("an hour from now")
                .isGreaterThan(System.currentTimeMillis() / 1e3 + 3_000);
    }

    @Test
    void it_fails_when_no_attempt_is_left() {
        String id = baiChuan.publish(handler, "{}", ",\"max_attempts\":1");
        baiChuan.claim(handler, 0);

        Eventually.within(
                SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED"));
        assertThat(baiChuan.task(id).at("/task_info/result/stat").asText()).isEqualTo("ERR_MSG_LOST");
    }

    @Test
    void it_fails_when_its_execution_takes_too_long_whoever_says_what() {
        String id = baiChuan.publish(handler, "{}", ",\"timeout\":2");
        JsonNode message = baiChuan.claim(handler, 0).get(0);

        Eventually.within(SOON, () -> {
            baiChuan.heartbeat(message);
            assertThat(baiChuan.task(id).at("/task_info/result/stat").asText()).isEqualTo("ERR_MSG_TIMEOUT");
        });

        assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("ERR_LEASE_LOST");
    }
}
