package io.butterfly.ruqi.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.policy.PolicyCodec;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a firing's message asks of BaiChuan. */
class FiringMessageTest {
    @Test
    void the_result_is_kept_for_an_hour_and_longer_when_publishing_may_be_tried_longer() {
        assertThat(resultTtl(Map.of())).isEqualTo(3_600);
        assertThat(resultTtl(Map.of("dispatch_timeout", "1"))).isEqualTo(3_600);
        assertThat(resultTtl(Map.of("dispatch_timeout", "86400"))).isEqualTo(86_400 + 1_800);
    }

    private static int resultTtl(Map<String, String> policies) {
        Firing firing = Firing.first(
                "F",
                new Firing.JobRef("job", "name"),
                new Firing.Snapshot("/a", Kind.MESSAGE, PolicyCodec.read(policies)),
                Instant.EPOCH,
                1);
        return FiringMessage.of(firing).task().resultTtl();
    }
}
