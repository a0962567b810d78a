package io.butterfly.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Subject JOB = new Subject(EventKind.FIRING_FAILED, "job");

    private final Events events = Events.kept(SteadyClock.system());

    private void fails() {
        events.report(Event.of(EventKind.FIRING_FAILED, "job", "", "it has failed", "", Instant.EPOCH));
    }

    private void succeeds() {
        events.recovered(EventKind.FIRING_FAILED, "job", () -> Instant.EPOCH);
    }

    private List<Boolean> recoveries() {
        return events.take(100).stream().map(Event::isRecovery).toList();
    }

    @Test
    void a_success_is_an_event_only_after_a_failure_and_once() {
        succeeds();
        fails();
        succeeds();
        succeeds();

        assertThat(recoveries()).containsExactly(false, true);
    }

    @Test
    void a_success_is_one_when_the_table_says_that_another_replica_saw_the_failure() {
        events.inTrouble(List.of(JOB));
        succeeds();

        assertThat(recoveries()).containsExactly(true);
    }

    @Test
    void a_failure_that_no_sink_is_to_get_is_forgotten_after_two_looks() {
        fails();
        events.inTrouble(List.of());
        events.inTrouble(List.of());
        assertThat(events.isAnyTrouble()).isFalse();

        succeeds();

        assertThat(recoveries()).containsExactly(false);
    }

    @Test
    void a_full_buffer_drops_and_counts() {
        for (int i = 0; i < 10_005; i++) {
            fails();
        }

        assertThat(events.dropped()).isEqualTo(5);
        assertThat(events.take(20_000)).hasSize(10_000);
    }

    @Test
    void texts_are_one_line_that_any_database_stores() {
        Event event =
                Event.of(EventKind.JOB_PAUSED, "j", "a\r\nb", "x\uD83D y\u0000" + "z".repeat(600), "", Instant.EPOCH);

        assertThat(event.name()).isEqualTo("a b");
        assertThat(event.text()).startsWith("x  y z").hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void texts_do_not_show_logins_and_secrets() {
        Event event = Event.of(
                EventKind.FIRING_FAILED,
                "j",
                "job",
                "cannot connect to http://me:pw1@host/x",
                "http://host/x?token=pw2",
                Instant.EPOCH);

        assertThat(event.text()).isEqualTo("cannot connect to http://***@host/x");
        assertThat(event.detail()).isEqualTo("http://host/x?token=***");
    }
}
