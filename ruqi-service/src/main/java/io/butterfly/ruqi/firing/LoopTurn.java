package io.butterfly.ruqi.firing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The latest turn of the loop, to be shown.
 *
 * @param checkedAt when it began
 * @param nextAt the earliest due instant it found
 */
public record LoopTurn(Instant checkedAt, Optional<Instant> nextAt) {
    /** What the Python service says when there is nothing to wait for. */
    private static final Duration NOTHING = Duration.ofSeconds(300);

    /** From the beginning of the turn to the next due instant. */
    public Duration waits() {
        Duration until = nextAt.map(next -> Duration.between(checkedAt, next)).orElse(NOTHING);
        return until.isNegative() ? Duration.ZERO : until;
    }
}
