package io.butterfly.ruqi.history;

import io.butterfly.kernel.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a firing ended. It keeps no more than the ledger does: one that the ledger refuses would hold up all others, and while the store is away
 * outcomes wait in memory.
 *
 * @param reason why it failed
 */
public record Outcome(Firing firing, boolean isSuccess, String output, Instant startedAt, Instant endedAt, Duration cost, Optional<String> reason) {
  private static final int MAX_OUTPUT = 4_096;
  private static final int MAX_REASON = 1_024;
  private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  public Outcome {
    output = cut(output, MAX_OUTPUT);
    reason = reason.map(text -> cut(text, MAX_REASON));
  }

  /** Whether it is tried again. */
  public boolean isFollowedByRetry() {
    return !isSuccess && firing.retries() < firing.policies().retryMax();
  }

  /** What becomes of the firing. */
  public Status status() {
    if (isFollowedByRetry()) {
      return Status.WAITING;
    }
    return isSuccess ? Status.SUCCEEDED : Status.FAILED;
  }

  /** When it is tried again; empty when it is not. */
  public Optional<Instant> retryAt() {
    return isFollowedByRetry() ? Optional.of(endedAt.plus(BETWEEN_TRIES.delay(firing.retries() + 1))) : Optional.empty();
  }

  private static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
  }
}
