package io.butterfly.ruqi.job;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A stored job as it is shown; it may be one that is not understood.
 *
 * @param trigger {@code cron}, {@code interval} or {@code date}
 * @param rule in its stored form
 * @param nextRunAt empty for a paused job
 * @param addedAt in the configured zone
 * @param parked why it does not fire, when its row is not understood
 */
public record JobEntry(
    String id, String name, String trigger, String rule, String cmd, Optional<Instant> nextRunAt, LocalDateTime addedAt, Optional<String> parked) {}
