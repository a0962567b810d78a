package io.butterfly.notices.rules;

import java.time.Duration;

/**
 * From when on something is an event.
 *
 * @param late a firing begins so long after it was due
 * @param queueAge the oldest message of a queue has waited so long
 * @param loop a turn of a main loop has taken so long
 */
public record Limits(Duration late, Duration queueAge, Duration loop) {
    public static final Limits STANDARD =
            new Limits(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(1));
}
