package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.claim.QueueWatch;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.baichuan.waiting.ClaimWaiters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What publishing counts, and whom it wakes. */
class PublishCountsTest {
    private static final RunningBaiChuan baiChuan = RunningBaiChuan.start();

    private final String handler = RunningBaiChuan.newHandler();

    @AfterAll
    static void stop() {
        baiChuan.close();
    }

    private static double published() {
        return baiChuan.bean(MeterRegistry.class)
                .get("butterfly.baichuan.messages")
                .tag("step", "published")
                .counter()
                .count();
    }

    @Test
    void what_another_publisher_creates_at_the_same_moment_counts_once() {
        String id = baiChuan.publish(handler, "{}");
        double before = published();
        Draft same = new Draft(
                id, true, handler, "{}", Options.DEFAULTS, Unique.NO, new Draft.Origin("trace", "10.0.0.1", ""));

        baiChuan.bean(Publishing.class).publish(List.of(same));

        assertThat(published()).isEqualTo(before);
    }

    @Test
    void what_is_due_later_counts_and_wakes_no_claim() throws InterruptedException {
        baiChuan.bean(QueueWatch.class).stop();
        double before = published();
        try (ClaimWaiters.Place place = baiChuan.bean(ClaimWaiters.class).enter(List.of(handler))) {
            baiChuan.publish(handler, "{}", ",\"delay\":1000");
            assertThat(place.await(Duration.ZERO)).isFalse();
            assertThat(published()).isEqualTo(before + 1);

            baiChuan.publish(handler, "{}");

            assertThat(place.await(Duration.ZERO)).isTrue();
        }
    }
}
