package io.butterfly.notices.delivery;

import io.butterfly.notices.Severity;
import io.butterfly.notices.rules.Rule;
import io.butterfly.notices.rules.Rules;
import java.time.Instant;
import java.util.Optional;

/**
 * What to do about an open notice. Decided only from what is passed in. The rules may lack its sink: another replica's
 * file may have it.
 */
public sealed interface Decision {
    enum What {
        /** It has happened. */
        BEGUN,
        /** It has happened again. */
        MORE,
        /** The object is well again. */
        RECOVERED
    }

    /** @param news how often it has happened since the last that was sent */
    record Send(What what, long news) implements Decision {}

    /** There is something to send, and it waits: for the end of quiet hours, or for the next try. */
    record Hold(Instant until) implements Decision {}

    /** What comes is counted until the window ends. */
    record Count(Instant until) implements Decision {}

    /** Nothing until something comes. */
    record Rest() implements Decision {}

    /** It is over. */
    record Close() implements Decision {}

    static Decision of(Notice notice, Rules rules, Instant now) {
        Optional<What> what = what(notice, now);
        if (what.isEmpty()) {
            return quiet(notice, now);
        }
        Optional<Instant> held = held(notice, rules, now);
        return held.isPresent()
                ? new Hold(held.get())
                : new Send(what.get(), notice.tally().count() - notice.tally().reported());
    }

    private static Optional<What> what(Notice notice, Instant now) {
        Notice.Tally tally = notice.tally();
        boolean hasNews = tally.count() > tally.reported();
        if (tally.reported() == 0) {
            return hasNews ? Optional.of(tally.isUp() ? What.RECOVERED : What.BEGUN) : Optional.empty();
        }
        if (tally.isUp() && !tally.saysUp()) {
            return Optional.of(What.RECOVERED);
        }
        if (isRelapse(notice) && hasNews) {
            return Optional.of(What.BEGUN);
        }
        if (isInWindow(notice, now) || !hasNews) {
            return Optional.empty();
        }
        return Optional.of(tally.isUp() ? What.RECOVERED : What.MORE);
    }

    /** The last that was said of something critical must not be that it is over, when it is not. */
    private static boolean isRelapse(Notice notice) {
        return notice.about().severity() == Severity.CRITICAL
                && notice.tally().saysUp()
                && !notice.tally().isUp();
    }

    private static boolean isInWindow(Notice notice, Instant now) {
        return notice.window().end().filter(now::isBefore).isPresent();
    }

    private static Decision quiet(Notice notice, Instant now) {
        if (isInWindow(notice, now)) {
            return new Count(notice.window().end().orElseThrow());
        }
        boolean isOver = notice.tally().isUp() || !notice.key().canRecover();
        return isOver ? new Close() : new Rest();
    }

    private static Optional<Instant> held(Notice notice, Rules rules, Instant now) {
        Optional<Instant> nextTry =
                notice.delivery().tries() > 0 ? notice.delivery().due().filter(now::isBefore) : Optional.empty();
        Optional<Instant> quietEnd = notice.about().severity() == Severity.CRITICAL
                ? Optional.empty()
                : rules.rule(notice.about().rule()).flatMap(Rule::quiet).flatMap(quiet -> quiet.endFor(now));
        return nextTry.isPresent() ? nextTry : quietEnd;
    }
}
