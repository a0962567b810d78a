package io.butterfly.xingqiao.mysql;

import java.time.Duration;
import java.time.Instant;

/** When an unfinished job is looked at next. */
final class Checks {
    /** After its last move: long enough for an ordinary task to end, which makes the check unnecessary. */
    static final Duration FIRST = Duration.ofSeconds(3);

    static final Duration LONGEST = Duration.ofSeconds(30);

    /**
     * Of a job whose tasks are all under way and have no limit: many of them may take days, and what becomes of them is
     * reported.
     */
    static final Duration LONGEST_UNDER_WAY = Duration.ofMinutes(5);

    private Checks() {}

    /** As long again as it has stood still, but not beyond its deadline. */
    static Instant next(Instant now, Instant movedAt, Instant deadline, Duration longest) {
        Duration still = Duration.between(movedAt, now);
        Duration pause = still.compareTo(FIRST) < 0 ? FIRST : still.compareTo(longest) > 0 ? longest : still;
        Instant next = now.plus(pause);
        return deadline.isAfter(now) && deadline.isBefore(next) ? deadline : next;
    }
}
