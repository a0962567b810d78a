package io.butterfly.kernel;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses: doubled with each failure up to a limit, and spread by ±20 % so that replicas do not return in step.
 *
 * @param first the pause after the first failure
 * @param limit no pause is longer, but for the spread
 */
public record Backoff(Duration first, Duration limit) {
    private static final int MAX_DOUBLINGS = 30;

    /** The pause after so many failures in a row, 1 or more. */
    public Duration delay(int failures) {
        return jittered(exact(failures));
    }

    /**
     * As {@link #delay(int)}, with a spread that depends on the seed alone: whoever computes the same pause gets the
     * same one.
     */
    public Duration delay(int failures, String seed) {
        return spread(exact(failures), new Random(31L * seed.hashCode() + failures).nextDouble());
    }

    private Duration exact(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(doubled <= 0 ? limit.toMillis() : Math.min(doubled, limit.toMillis()));
    }

    /** The same duration, spread by ±20 %. */
    public static Duration jittered(Duration duration) {
        return spread(duration, ThreadLocalRandom.current().nextDouble());
    }

    private static Duration spread(Duration duration, double part) {
        return Duration.ofNanos((long) (duration.toNanos() * (0.8 + 0.4 * part)));
    }
}
