package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final int ALL = 20;

    private final AtomicLong nanos = new AtomicLong();
    private final Reach reach = reach(Duration.ofSeconds(5));

    private Reach reach(Duration first) {
        return new Reach("reach", first, SteadyClock.of(Instant.EPOCH, nanos::get));
    }

    private void restOf(Reach one) {
        nanos.addAndGet(one.rest().toNanos());
    }

    @Test
    void gives_a_service_that_works_all_messages_at_once() {
        assertThat(reach.rest()).isZero();
        assertThat(reach.most(ALL)).isEqualTo(ALL);
    }

    @Test
    void rests_once_for_all_that_failed_at_the_same_time() {
        for (int i = 0; i < ALL; i++) {
            reach.failed("refused");
        }

        assertThat(reach.rest()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(reach.most(ALL)).isOne();
    }

    @Test
    void rests_longer_after_each_try_up_to_half_a_minute() {
        for (int i = 0; i < 10; i++) {
            reach.failed("refused");
            restOf(reach);
        }
        reach.failed("refused");

        assertThat(reach.rest()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
    }

    @Test
    void rests_as_long_as_was_set_when_that_is_more() {
        Reach slow = reach(Duration.ofMinutes(2));
        slow.failed("refused");
        restOf(slow);
        slow.failed("refused");

        assertThat(slow.rest()).isBetween(Duration.ofSeconds(96), Duration.ofSeconds(144));
    }

    @Test
    void begins_anew_when_the_service_works() {
        reach.failed("refused");
        restOf(reach);
        reach.failed("refused");
        reach.worked();

        assertThat(reach.rest()).isZero();
        assertThat(reach.most(ALL)).isEqualTo(ALL);
        reach.failed("refused");
        assertThat(reach.rest()).isLessThanOrEqualTo(Duration.ofSeconds(6));
    }
}
