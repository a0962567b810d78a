package io.butterfly.notices.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.access.Credential;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.notices.Subject;
import io.butterfly.notices.rules.RulesFile;
import io.butterfly.notices.send.Sinks;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.Publisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of these tests know one sink, the log. */
class NoticeLoopTest {
    private static final String KIND = EventKind.FIRING_FAILED.word();

    private final FakeStore store = new FakeStore();
    private final Events events = Events.kept(SteadyClock.system());
    private final RulesFile rules = new RulesFile(Optional.empty());
    private final Sinks sinks = new Sinks(
            new Publisher(new BaiChuanCalls(URI.create("http://127.0.0.1:1"), Credential.NONE)),
            Clock.systemUTC(),
            Sinks.LIMIT);
    private final Sending sending = new Sending(
            store,
            rules,
            sinks,
            new Texts("ruqi", ZoneOffset.UTC),
            new NoticeMeters(new SimpleMeterRegistry(), "ruqi"));
    private final NoticeLoop loop = new NoticeLoop("ruqi", events, rules, store, sending, List.of());

    @AfterEach
    void close() {
        sending.close();
        sinks.close();
    }

    private void fails(String... jobs) {
        for (String job : jobs) {
            events.report(Event.of(EventKind.FIRING_FAILED, job, job, "it has failed", "", Instant.EPOCH));
        }
    }

    private static List<Subject> subjects(String... jobs) {
        return List.of(jobs).stream()
                .map(job -> new Subject(EventKind.FIRING_FAILED, job))
                .toList();
    }

    @Test
    void a_sink_of_another_replicas_file_is_left_to_that_replica() {
        store.look = new NoticeStore.Look(Map.of("pager", Set.of(KIND), "log", Set.of(KIND)), Set.of());

        loop.tick();
        sending.close();

        assertThat(store.takenSinks).containsExactly("log");
    }

    @Test
    void old_notices_are_forgotten_from_the_start_until_none_is_left() {
        store.forgotten = 2_500;
        for (int i = 0; i < 5; i++) {
            loop.tick();
        }

        assertThat(store.forgotten).isZero();
        assertThat(store.forgets).hasValue(3);
    }

    @Test
    void what_was_written_alone_is_not_written_again_when_the_database_goes_away_in_between() {
        fails("a", "bad", "c", "d");
        store.onChange = subjects -> {
            if (subjects.size() > 1 || subjects.equals(Set.copyOf(subjects("bad")))) {
                throw new IllegalStateException("it cannot be stored");
            }
            if (subjects.equals(Set.copyOf(subjects("c"))) && store.changes.size() == 1) {
                store.changes.add(List.of()); // only once
                throw new Refusal(Stat.ERR, "the database is away");
            }
        };

        assertThatThrownBy(loop::write).isInstanceOf(Refusal.class);
        loop.write();

        assertThat(store.changes).containsExactly(subjects("a"), List.of(), subjects("c"), subjects("d"));
        assertThat(events.dropped()).isOne();
    }

    @Test
    void what_was_reported_in_a_burst_is_not_forgotten_because_of_the_looks_between() {
        fails("a");
        for (int i = 0; i < 4; i++) {
            fails("b" + i);
            loop.tick();
        }
        events.take(100);

        events.recovered(EventKind.FIRING_FAILED, "a", () -> Instant.EPOCH);

        assertThat(events.take(100)).singleElement().matches(Event::isRecovery);
    }
}
