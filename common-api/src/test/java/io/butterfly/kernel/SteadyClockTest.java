package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 5); // the nanoseconds may overflow
    private final Instant start = Instant.parse("2021-03-04T05:06:07Z");
    private final SteadyClock clock = SteadyClock.of(start, ticker::get);

    @Test
    void shows_the_time_of_its_start_and_what_has_passed_since() {
        ticker.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(clock.instant()).isEqualTo(start.plusSeconds(3));
    }

    @Test
    void measures_what_has_passed() {
        long asked = clock.nanos();
        ticker.addAndGet(40);

        assertThat(clock.since(asked)).isEqualTo(Duration.ofNanos(40));
    }

    @Test
    void a_deadline_has_passed_at_its_moment_and_from_then_on_nothing_is_left() {
        Deadline deadline = clock.deadline(Duration.ofNanos(10));

        ticker.addAndGet(9);
        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.left()).isEqualTo(Duration.ofNanos(1));

        ticker.addAndGet(1);
        assertThat(deadline.hasPassed()).isTrue();
        ticker.addAndGet(1);
        assertThat(deadline.left()).isZero();
    }
}
