package io.butterfly.ruqi.history;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One row of the ledger; rows that the original wrote have no due instant.
 *
 * @param cost seconds
 * @param schedulerName the replica that ran it
 * @param endedAt in the configured zone
 * @param lastDueAt last of the due instants that a skipped row stands for
 * @param instants how many due instants it stands for
 * @param reason why it was skipped, lost or failed
 */
public record HistoryEntry(
        long id,
        String jobId,
        String jobName,
        String cmd,
        boolean isSuccess,
        String output,
        double cost,
        String schedulerName,
        LocalDateTime endedAt,
        Status status,
        Optional<Instant> dueAt,
        Optional<Instant> lastDueAt,
        long instants,
        Optional<Instant> startedAt,
        int attempt,
        Optional<String> firingId,
        Optional<String> traceId,
        Optional<String> reason) {}
