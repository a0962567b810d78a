package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** A message that was given back. */
class ReleaseTest {
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void it_returns_to_the_front_and_no_attempt_is_counted() {
        baiChuan.publish(handler, "{\"n\":1}");
        baiChuan.publish(handler, "{\"n\":2}");
        JsonNode message = baiChuan.claim(handler, 0).get(0);

        assertThat(baiChuan.release(message, 0)).isEqualTo("OK");

        JsonNode again = baiChuan.claim(handler, 0).get(0);
        assertThat(again.path("task_id")).isEqualTo(message.path("task_id"));
        assertThat(again.path("attempt").asInt()).isEqualTo(1);
        assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("ERR_LEASE_LOST");
    }

    @Test
    void it_waits_as_long_as_it_was_told() {
        String id = baiChuan.publish(handler, "{}");
        baiChuan.release(baiChuan.claim(handler, 0).get(0), 1);

        assertThat(baiChuan.claim(handler, 0)).isEmpty();
        assertThat(hash(id)).containsEntry("status", "queued");
        assertThat(baiChuan.claim(handler, 10)).hasSize(1);
    }
}
