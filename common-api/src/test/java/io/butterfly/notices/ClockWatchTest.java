package io.butterfly.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private final Events events = Events.kept(SteadyClock.system());
    private Optional<Duration> step = Optional.empty();
    private final ClockWatch watch = new ClockWatch(events, within -> step, SteadyClock.system());

    private List<Event> seen() {
        watch.look();
        return events.take(10);
    }

    @Test
    void a_step_of_the_databases_clock_is_one_event_however_often_it_is_looked_for() {
        assertThat(seen()).isEmpty();

        step = Optional.of(Duration.ofMillis(-90_500));
        assertThat(seen()).singleElement().satisfies(event -> {
            assertThat(event.subject()).isEqualTo(new Subject(EventKind.CLOCK_STEPPED, "database clock"));
            assertThat(event.text()).isEqualTo("the database's clock has stepped by -90.5 s");
            assertThat(event.detail()).endsWith("later");
        });
        assertThat(seen()).isEmpty();
    }

    @Test
    void a_step_after_another_has_been_forgotten_is_an_event_again() {
        step = Optional.of(Duration.ofMinutes(1));
        assertThat(seen()).hasSize(1);
        step = Optional.empty();
        assertThat(seen()).isEmpty();

        step = Optional.of(Duration.ofMinutes(2));
        assertThat(seen()).singleElement().satisfies(event -> assertThat(event.detail())
                .endsWith("sooner"));
    }
}
