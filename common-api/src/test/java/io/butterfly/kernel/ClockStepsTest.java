package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockStepsTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong passed = new AtomicLong();
    private final ClockSteps steps = new ClockSteps(SteadyClock.of(Instant.EPOCH, passed::get));

    private void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Test
    void a_clock_that_moves_as_time_passes_has_not_stepped() {
        assertThat(steps.read(NOON, passed.get())).isEmpty();
        pass(HOUR);

        assertThat(steps.read(NOON.plus(HOUR).plusMillis(900), passed.get())).isEmpty();
        assertThat(steps.within(HOUR)).isEmpty();
    }

    @Test
    void a_step_in_either_direction_is_noticed_once_and_shown_for_a_while() {
        steps.read(NOON, passed.get());
        pass(HOUR);

        assertThat(steps.read(NOON, passed.get())).contains(HOUR.negated());
        assertThat(steps.read(NOON, passed.get())).isEmpty();
        assertThat(steps.within(HOUR)).contains(HOUR.negated());
        assertThat(steps.read(NOON.plus(HOUR), passed.get())).contains(HOUR);

        pass(HOUR);
        assertThat(steps.within(HOUR)).isEmpty();
    }

    @Test
    void an_answer_that_took_long_is_no_step() {
        steps.read(NOON, passed.get());
        long asked = passed.get();
        pass(Duration.ofSeconds(20));

        assertThat(steps.read(NOON, asked)).isEmpty();
    }
}
