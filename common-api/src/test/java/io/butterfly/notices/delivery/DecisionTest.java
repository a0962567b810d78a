package io.butterfly.notices.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Severity;
import io.butterfly.notices.Subject;
import io.butterfly.notices.delivery.Decision.Close;
import io.butterfly.notices.delivery.Decision.Count;
import io.butterfly.notices.delivery.Decision.Hold;
import io.butterfly.notices.delivery.Decision.Rest;
import io.butterfly.notices.delivery.Decision.Send;
import io.butterfly.notices.delivery.Decision.What;
import io.butterfly.notices.rules.QuietHours;
import io.butterfly.notices.rules.Rule;
import io.butterfly.notices.rules.Rules;
import io.butterfly.notices.rules.SinkSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Rules rules = rules(Optional.empty());
    private Notice notice = of(EventKind.FIRING_FAILED);
    private Instant now = NOON;

    private static Rules rules(Optional<QuietHours> quiet) {
        Rule rule = new Rule(
                "r", Rules.STANDARD.rules().getFirst().filter(), List.of("ops"), WINDOW, quiet, Optional.empty());
        return new Rules(
                Map.of("ops", new SinkSettings.Log()), List.of(rule), Rules.STANDARD.limits(), Optional.empty());
    }

    private static Notice of(EventKind kind) {
        return Notice.first(
                Notice.Key.of("ops", new Subject(kind, "job")),
                new Notice.About("r", kind.severity(), "job", "it has failed", ""));
    }

    private Decision decide() {
        return Decision.of(notice, rules, now);
    }

    private void fails(int times) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            events.add(Event.of(EventKind.FIRING_FAILED, "job", "job", "it has failed", "", now));
        }
        happens(events);
    }

    private void succeeds() {
        Subject subject = new Subject(EventKind.FIRING_FAILED, "job");
        happens(List.of(new Event(subject, Severity.INFO, "", "", "", now, true)));
    }

    private void happens(List<Event> events) {
        Occurrence occurrence = Occurrence.of(events).values().iterator().next();
        notice = notice.with(occurrence, Optional.empty()).settled(decide(), now);
    }

    private void isSent() {
        assertThat(decide()).isInstanceOf(Send.class);
        notice = notice.sent(notice, WINDOW, now);
        notice = notice.settled(decide(), now);
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    @Nested
    class Failures {
        @Test
        void the_first_is_sent_at_once_and_the_next_are_counted_until_the_window_ends() {
            fails(1);
            assertThat(decide()).isEqualTo(new Send(What.BEGUN, 1));
            isSent();

            fails(16);
            fails(1);

            assertThat(decide()).isEqualTo(new Count(NOON.plus(WINDOW)));
            passes(WINDOW);
            assertThat(decide()).isEqualTo(new Send(What.MORE, 17));
        }

        @Test
        void each_window_is_twice_as_long_as_the_one_before_up_to_a_day() {
            List<Duration> lengths = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                fails(1);
                isSent();
                Duration length = Duration.between(now, notice.window().end().orElseThrow());
                lengths.add(length);
                passes(length);
            }

            assertThat(lengths.subList(0, 3))
                    .containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(40));
            assertThat(lengths.getLast()).isEqualTo(Duration.ofDays(1));
        }

        @Test
        void a_quiet_window_leaves_the_notice_open_so_that_a_recovery_is_known() {
            fails(1);
            isSent();
            passes(WINDOW);

            assertThat(decide()).isEqualTo(new Rest());
            passes(Duration.ofDays(3));
            succeeds();
            assertThat(decide()).isEqualTo(new Send(What.RECOVERED, 0));
        }

        @Test
        void what_cannot_recover_is_closed_when_its_window_ends() {
            notice = of(EventKind.CLOCK_STEPPED);
            fails(1);
            isSent();
            passes(WINDOW);

            assertThat(decide()).isEqualTo(new Close());
        }
    }

    @Nested
    class Recoveries {
        @Test
        void one_is_sent_at_once_and_the_notice_is_closed_when_its_window_ends() {
            fails(100);
            isSent();
            succeeds();
            assertThat(decide()).isEqualTo(new Send(What.RECOVERED, 0));
            isSent();

            assertThat(decide()).isEqualTo(new Count(NOON.plus(WINDOW)));
            passes(WINDOW);
            assertThat(decide()).isEqualTo(new Close());
        }

        @Test
        void an_object_that_fails_and_recovers_again_and_again_is_counted_until_the_window_ends() {
            fails(1);
            isSent();
            succeeds();
            isSent();
            for (int i = 0; i < 20; i++) {
                fails(1);
                succeeds();
            }

            assertThat(decide()).isEqualTo(new Count(NOON.plus(WINDOW)));
            passes(WINDOW);
            assertThat(decide()).isEqualTo(new Send(What.RECOVERED, 20));
        }

        @Test
        void a_critical_failure_after_the_recovery_was_sent_is_sent_at_once_and_so_is_its_recovery() {
            notice = of(EventKind.FIRING_LOST);
            fails(1);
            isSent();
            succeeds();
            isSent();
            fails(2);

            assertThat(decide()).isEqualTo(new Send(What.BEGUN, 2));
            isSent();
            assertThat(decide()).isEqualTo(new Count(NOON.plus(WINDOW)));
            succeeds();
            assertThat(decide()).isEqualTo(new Send(What.RECOVERED, 0));
        }

        @Test
        void what_recovers_before_anything_was_sent_is_one_notice() {
            fails(3);
            succeeds();

            assertThat(decide()).isEqualTo(new Send(What.RECOVERED, 3));
        }

        @Test
        void a_failure_that_comes_while_the_recovery_waits_takes_it_back() {
            fails(1);
            isSent();
            succeeds();
            fails(1);

            assertThat(decide()).isEqualTo(new Count(NOON.plus(WINDOW)));
        }

        @Test
        void one_that_comes_while_the_failure_is_being_sent_is_sent_afterwards() {
            fails(1);
            Notice leased = notice.leased(7);
            notice = leased;
            succeeds();
            assertThat(notice.delivery().due()).isEqualTo(leased.delivery().due());

            notice = notice.sent(leased, WINDOW, now);

            assertThat(decide()).isEqualTo(new Send(What.RECOVERED, 0));
        }
    }

    @Nested
    class Holding {
        @Test
        void quiet_hours_hold_what_is_not_critical() {
            Rules quiet = rules(Optional.of(new QuietHours(LocalTime.of(11, 0), LocalTime.of(14, 0), ZoneOffset.UTC)));
            fails(1);
            assertThat(Decision.of(notice, quiet, now)).isEqualTo(new Hold(Instant.parse("2026-03-01T14:00:00Z")));

            notice = of(EventKind.FIRING_LOST);
            fails(1);
            assertThat(Decision.of(notice, quiet, now)).isEqualTo(new Send(What.BEGUN, 1));
        }

        @Test
        void a_sink_that_fails_is_asked_again_after_growing_pauses_and_given_up_after_a_day() {
            fails(1);
            notice = notice.failed("HTTP 500", now);
            Instant next = notice.delivery().due().orElseThrow();
            assertThat(next).isAfter(now.plusSeconds(5));
            fails(1);
            assertThat(decide()).isEqualTo(new Hold(next));

            for (int i = 0; i < 200 && notice.isOpen(); i++) {
                now = notice.delivery().due().orElseThrow();
                notice = notice.failed("HTTP 500", now);
                notice = notice.isOpen() ? notice.settled(decide(), now) : notice;
            }

            assertThat(notice.delivery().state()).isEqualTo(Notice.State.FAILED);
            assertThat(Duration.between(NOON, now)).isBetween(Duration.ofDays(1), Duration.ofHours(25));
            assertThat(notice.isOpen()).isFalse();
        }

        @Test
        void a_sink_that_this_replicas_file_does_not_have_is_left_to_another() {
            fails(1);

            assertThat(Decision.of(notice, Rules.STANDARD, now)).isEqualTo(new Send(What.BEGUN, 1));
        }
    }
}
