package io.butterfly.ruqi.history;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One row of the ledger; rows that the Python service wrote have no due instant and no ids.
 *
 * @param schedulerName the replica that ran it
 */
public record HistoryEntry(
        long id,
        Firing.JobRef job,
        String cmd,
        Result result,
        String schedulerName,
        Times times,
        int attempt,
        Ids ids) {
    /**
     * How it went so far.
     *
     * @param cost seconds
     * @param reason why it was skipped, lost or failed
     */
    public record Result(Status status, boolean isSuccess, String output, double cost, Optional<String> reason) {}

    /**
     * @param lastDueAt last of the due instants that a skipped row stands for
     * @param instants how many due instants it stands for
     * @param endedAt in the configured zone
     */
    public record Times(
            Optional<Instant> dueAt,
            Optional<Instant> lastDueAt,
            long instants,
            Optional<Instant> startedAt,
            LocalDateTime endedAt) {}

    public record Ids(Optional<String> firingId, Optional<String> traceId) {}

    public Status status() {
        return result.status();
    }

    public Optional<Instant> dueAt() {
        return times.dueAt();
    }

    public LocalDateTime endedAt() {
        return times.endedAt();
    }
}
