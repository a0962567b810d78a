package io.butterfly.notices.delivery;

import io.butterfly.kernel.Backoff;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Severity;
import io.butterfly.notices.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What has happened to one object, for one sink.
 *
 * @param lease 0, or the token of the replica that sends it; due is then the end of the lease
 * @param isOpen whether further events belong to it; there is one open notice of a key at most
 */
public record Notice(
        long id, Key key, About about, Tally tally, Window window, Delivery delivery, long lease, boolean isOpen) {
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(15));
    private static final Duration GIVE_UP = Duration.ofDays(1);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final int MAX_DOUBLINGS = 12;
    private static final int MAX_ERROR = 1_000;

    /** @param kind as {@link EventKind#word} has it; an older release may not know it */
    public record Key(String sink, String kind, String object) {
        static Key of(String sink, Subject subject) {
            return new Key(sink, subject.kind().word(), subject.object());
        }

        public Optional<Subject> subject() {
            return EventKind.of(kind).map(known -> new Subject(known, object));
        }

        boolean canRecover() {
            return EventKind.of(kind).filter(EventKind::canRecover).isPresent();
        }
    }

    /**
     * The latest event.
     *
     * @param rule that led it to the sink
     */
    public record About(String rule, Severity severity, String name, String text, String detail) {
        static About of(String rule, Event event) {
            return new About(rule, event.severity(), event.name(), event.text(), event.detail());
        }
    }

    /**
     * @param reported how many were made known
     * @param isUp whether the object is well again
     * @param saysUp whether the last that was sent says so
     */
    public record Tally(long count, long reported, Instant first, Instant last, boolean isUp, boolean saysUp) {
        static final Tally NONE = new Tally(0, 0, Instant.EPOCH, Instant.EPOCH, false, false);
    }

    /**
     * @param end empty before anything was sent
     * @param number how many windows there have been
     */
    public record Window(Optional<Instant> end, int number) {}

    public enum State {
        WAITING,
        SENT,
        /** Given up after a day. */
        FAILED,
        /** The file has not had its sink for a day. */
        SUPPRESSED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * @param due when it is looked at again
     * @param tries that failed in a row
     * @param since when the first of them was
     * @param error of the last one, empty for none
     */
    public record Delivery(State state, Optional<Instant> due, int tries, Optional<Instant> since, String error) {
        static final Delivery NEW = new Delivery(State.WAITING, Optional.empty(), 0, Optional.empty(), "");
    }

    /** An open one of which nothing is known yet. */
    public static Notice first(Key key, About about) {
        return new Notice(0, key, about, Tally.NONE, new Window(Optional.empty(), 0), Delivery.NEW, 0, true);
    }

    /** @param latest what the last event says, unless the occurrence only ends it */
    Notice with(Occurrence occurrence, Optional<About> latest) {
        Tally changed = new Tally(
                tally.count() + occurrence.count(),
                tally.reported(),
                tally.count() == 0 ? occurrence.first() : tally.first(),
                occurrence.count() == 0 ? tally.last() : occurrence.last(),
                occurrence.isOver(),
                tally.saysUp());
        return new Notice(id, key, latest.orElse(about), changed, window, delivery, lease, isOpen);
    }

    /** @param sent as it was when it was sent: what has come since is not in it */
    Notice sent(Notice sent, Duration firstWindow, Instant now) {
        boolean isNewWindow = window.end().filter(now::isBefore).isEmpty();
        Tally changed = new Tally(
                tally.count(),
                sent.tally().count(),
                tally.first(),
                tally.last(),
                tally.isUp(),
                sent.tally().isUp());
        Window next =
                isNewWindow ? new Window(Optional.of(now.plus(length(firstWindow))), window.number() + 1) : window;
        return new Notice(id, key, about, changed, next, Delivery.NEW, 0, isOpen);
    }

    private Duration length(Duration first) {
        Duration doubled = first.multipliedBy(1L << Math.min(window.number(), MAX_DOUBLINGS));
        return doubled.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : doubled;
    }

    Notice failed(String reason, Instant now) {
        Instant since = delivery.since().orElse(now);
        boolean isGivenUp = !since.plus(GIVE_UP).isAfter(now);
        int tries = delivery.tries() + 1;
        String error = Subject.line(reason, MAX_ERROR);
        Delivery next = isGivenUp
                ? new Delivery(State.FAILED, Optional.empty(), tries, Optional.of(since), error)
                : new Delivery(
                        State.WAITING,
                        Optional.of(now.plus(BETWEEN_TRIES.delay(tries))),
                        tries,
                        Optional.of(since),
                        error);
        return new Notice(id, key, about, tally, window, next, 0, !isGivenUp);
    }

    /** A replica begins to send it. */
    public Notice leased(long token) {
        return new Notice(id, key, about, tally, window, delivery, token, isOpen);
    }

    /** @param taken as it was when it was taken: it is due as it was then, and was not sent after all */
    Notice released(Notice taken) {
        Delivery before = new Delivery(
                delivery.state(), taken.delivery().due(), delivery.tries(), delivery.since(), delivery.error());
        return new Notice(id, key, about, tally, window, before, 0, isOpen);
    }

    /** As the decision says; what is being sent, or has been given up, stays as it is. */
    Notice settled(Decision decision, Instant now) {
        if (lease != 0 || !isOpen) {
            return this;
        }
        return switch (decision) {
            case Decision.Send(Decision.What _w, long _n) -> with(State.WAITING, Optional.of(now), true);
            case Decision.Hold(Instant until) -> with(State.WAITING, Optional.of(until), true);
            case Decision.Count(Instant until) -> with(State.SENT, Optional.of(until), true);
            case Decision.Rest() -> with(State.SENT, Optional.empty(), true);
            case Decision.Close() -> with(State.SENT, Optional.empty(), false);
        };
    }

    private Notice with(State state, Optional<Instant> due, boolean stillOpen) {
        Delivery next = new Delivery(state, due, delivery.tries(), delivery.since(), delivery.error());
        return new Notice(id, key, about, tally, window, next, lease, stillOpen);
    }
}
