package io.butterfly.kernel;

import java.time.Duration;
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
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long millis = doubled <= 0 ? limit.toMillis() : Math.min(doubled, limit.toMillis());
        return jittered(Duration.ofMillis(millis));
    }

    /** The same duration, spread by ±20 %. */
    public static Duration jittered(Duration duration) {
        double spread = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (duration.toNanos() * spread));
    }
}
