package io.butterfly.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockStepsAgainTest {
    private Optional<Duration> step = Optional.empty();

    @Test
    void a_second_step_soon_after_the_first_is_an_event_too() {
        Events events = Events.kept(SteadyClock.system());
        ClockWatch watch = new ClockWatch(events, within -> step, SteadyClock.system());

        step = Optional.of(Duration.ofSeconds(90));
        watch.look();
        watch.look();
        step = Optional.of(Duration.ofSeconds(-91));
        watch.look();
        watch.look();

        assertThat(events.take(10)).hasSize(2);
    }
}
