package io.butterfly.kernel;

import java.time.Duration;

/** A moment by which something should be done. Made by {@link SteadyClock#deadline}. */
public final class Deadline {
    private final SteadyClock clock;
    private final long at;

    Deadline(SteadyClock clock, long at) {
        this.clock = clock;
        this.at = at;
    }

    /** Zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(leftNanos());
    }

    /** Zero when it has passed. */
    public long leftNanos() {
        return Math.max(0, at - clock.nanos());
    }

    public boolean hasPassed() {
        return at - clock.nanos() <= 0;
    }
}
