package io.butterfly.ruqi.job;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * A stored job as it is shown; it may be one that is not understood.
 *
 * @param uid empty for a row of the original
 * @param trigger {@code cron}, {@code interval} or {@code date}
 * @param rule in its stored form
 * @param nextRunAt when it fires next, jitter included; empty for a paused job
 * @param jitter how much of that is jitter: the due instant is that much earlier
 * @param anchor the due instant from which an interval counts; empty when it was not recorded
 * @param addedAt in the configured zone
 * @param policies by their words; what is missing is as by default
 * @param note for people
 * @param parked why it does not fire, when its row is not understood
 */
public record JobEntry(
    String id,
    String uid,
    String name,
    String trigger,
    String rule,
    String cmd,
    Optional<Instant> nextRunAt,
    Duration jitter,
    Optional<Instant> anchor,
    LocalDateTime addedAt,
    Map<String, String> policies,
    Optional<String> note,
    Optional<String> parked) {

  /** The due instant; empty for a paused job. */
  public Optional<Instant> nextDueAt() {
    return nextRunAt.map(at -> at.minus(jitter));
  }
}
