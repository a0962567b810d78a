package io.butterfly.baichuan.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis' clock was set, or that another host's counts since a fail-over: between two looks it must have
 * gone on by as much as the monotonic clock here, as far as one can tell from when each was asked and had answered.
 */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration STEP = Duration.ofSeconds(2); // the nodes of a cluster may differ by one

    private volatile Look last;
    private volatile Step step;

    /**
     * @param millis Redis' time
     * @param asked in nanoseconds of this process
     * @param answered the same
     */
    record Look(long millis, long asked, long answered) {

        /**
         * By how much Redis' clock has stepped since another look, as little as that can be; zero when it may not have.
         */
        Duration stepSince(Look before) {
            Duration theirs = Duration.ofMillis(millis - before.millis);
            Duration atLeast = Duration.ofNanos(asked - before.answered);
            Duration atMost = Duration.ofNanos(answered - before.asked);
            if (theirs.compareTo(atLeast.minus(STEP)) < 0) {
                return theirs.minus(atLeast);
            }
            return theirs.compareTo(atMost.plus(STEP)) > 0 ? theirs.minus(atMost) : Duration.ZERO;
        }
    }

    private record Step(Duration by, long at) {}

    void looked(Look now) {
        Duration by = last == null ? Duration.ZERO : now.stepSince(last);
        last = now;
        if (!by.isZero()) {
            step = new Step(by, now.answered());
            LOG.warn(
                    "Redis' clock has stepped by {} s: leases, delays and times to live end {}",
                    by.toMillis() / 1e3,
                    by.isNegative() ? "later" : "sooner");
        }
    }

    /** What it shows by now; empty before the first look. */
    Optional<Instant> time(long now) {
        return Optional.ofNullable(last)
                .map(look -> Instant.ofEpochMilli(look.millis()).plusNanos(now - (look.asked() + look.answered()) / 2));
    }

    /** By how much it stepped at last, when that was not longer ago than this. */
    Optional<Duration> steppedWithin(Duration past, long now) {
        Step latest = step;
        return latest != null && now - latest.at() < past.toNanos() ? Optional.of(latest.by()) : Optional.empty();
    }
}
