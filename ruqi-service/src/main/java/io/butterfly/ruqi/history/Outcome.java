package io.butterfly.ruqi.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a firing ended.
 *
 * @param reason why it failed
 */
public record Outcome(Firing firing, boolean isSuccess, String output, Instant startedAt, Instant endedAt, Duration cost, Optional<String> reason) {}
