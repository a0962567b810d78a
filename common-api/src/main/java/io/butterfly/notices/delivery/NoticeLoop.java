package io.butterfly.notices.delivery;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.Tick;
import io.butterfly.notices.Event;
import io.butterfly.notices.Events;
import io.butterfly.notices.Subject;
import io.butterfly.notices.Watch;
import io.butterfly.notices.rules.Rules;
import io.butterfly.notices.rules.RulesFile;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what has happened, and starts sending what is due. See the package's text. */
@Singleton
@Requires(beans = NoticeStore.class)
final class NoticeLoop implements Tick {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** What other replicas wrote is seen within this. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final Duration BETWEEN_CLEANUPS = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(30);
    /** Before that another replica, which may have a newer file, may still send them. */
    private static final Duration OVERDUE = Duration.ofDays(1);

    private static final int MOST_CLEANED = 1_000;

    private final String service;
    private final Events events;
    private final RulesFile rules;
    private final NoticeStore store;
    private final Sending sending;
    private final List<Watch> watches;
    private final SteadyClock clock = SteadyClock.system();
    /** Taken from the buffer and not yet written. */
    private List<Event> unwritten = List.of();

    private Deadline nextLook = clock.deadline(Duration.ZERO);
    private Deadline nextCleanup = clock.deadline(Duration.ZERO);

    NoticeLoop(
            @Value("${micronaut.application.name}") String service,
            Events events,
            RulesFile rules,
            NoticeStore store,
            Sending sending,
            List<Watch> watches) {
        this.service = service;
        this.events = events;
        this.rules = rules;
        this.store = store;
        this.sending = sending;
        this.watches = List.copyOf(watches);
    }

    @Override
    public Duration tick() {
        rules.refresh();
        events.lateLimit(rules.current().limits().late());
        if (!store.isReady()) {
            return PAUSE;
        }
        boolean hasWritten = write();
        if (hasWritten || sending.hasMadeRoom() || nextLook.hasPassed()) {
            look();
        }
        if (nextCleanup.hasPassed()) {
            cleanUp();
        }
        watches.forEach(Watch::look);
        return hasWritten ? Duration.ofMillis(100) : Backoff.jittered(PAUSE);
    }

    /** Some at a turn, until none is left. */
    private void cleanUp() {
        int forgotten = store.forget(KEPT, MOST_CLEANED);
        int suppressed = store.suppress(rules.current().sinks().keySet(), OVERDUE, MOST_CLEANED);
        if (Math.max(forgotten, suppressed) < MOST_CLEANED) {
            nextCleanup = clock.deadline(BETWEEN_CLEANUPS);
        }
    }

    /** One batch; false when there was nothing, or when there is no table yet. */
    boolean write() {
        if (!store.isReady()) {
            return false;
        }
        if (unwritten.isEmpty()) {
            unwritten = events.take(BATCH);
        }
        if (unwritten.isEmpty()) {
            return false;
        }
        try {
            write(unwritten);
        } catch (Refusal e) { // the database is away: they wait for it
            throw e;
        } catch (RuntimeException e) {
            writeEachAlone();
        }
        unwritten = List.of();
        return true;
    }

    /** Should the database go away in between, only the others are written again. */
    private void writeEachAlone() {
        while (!unwritten.isEmpty()) {
            writeAlone(unwritten.getFirst());
            unwritten.removeFirst();
        }
    }

    /** One that the table does not take must not keep the others from it. */
    private void writeAlone(Event event) {
        try {
            write(List.of(event));
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "an event of the kind {} cannot be stored and is dropped",
                    event.subject().kind(),
                    e);
            events.drop();
        }
    }

    private void write(List<Event> some) {
        Rules inForce = rules.current();
        Map<Subject, Occurrence> occurrences = Occurrence.of(some);
        Map<Notice.Key, Notice.About> wanted = wanted(occurrences, inForce);
        store.change(wanted, occurrences.keySet(), (notice, now) -> {
            Occurrence occurrence = occurrences.get(notice.key().subject().orElseThrow());
            Notice changed = notice.with(occurrence, Optional.ofNullable(wanted.get(notice.key())));
            return Sending.settled(changed, inForce, now);
        });
    }

    private Map<Notice.Key, Notice.About> wanted(Map<Subject, Occurrence> occurrences, Rules inForce) {
        Map<Notice.Key, Notice.About> wanted = new LinkedHashMap<>();
        occurrences.forEach(
                (subject, occurrence) -> occurrence.latest().ifPresent(event -> inForce.routes(event, service)
                        .forEach((sink, rule) ->
                                wanted.put(Notice.Key.of(sink, subject), Notice.About.of(rule.name(), event)))));
        return wanted;
    }

    private void look() {
        NoticeStore.Look look = store.look();
        if (nextLook.hasPassed()) {
            events.inTrouble(look.troubled());
            nextLook = clock.deadline(BETWEEN_LOOKS);
        } else {
            events.alsoInTrouble(look.troubled());
        }
        Set<String> known = rules.current().sinks().keySet();
        look.due()
                .forEach((sink, kinds) ->
                        kinds.stream().filter(kind -> known.contains(sink)).forEach(kind -> sending.start(sink, kind)));
    }
}
