package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A firing in the history: {@code /ruqi/get_history}. The members of all groups stand beside each other on the wire.
 * Rows that the Python service wrote have null for what it did not record.
 *
 * @param status {@code succeeded}, {@code failed}, {@code skipped} or {@code lost}; when asked for, {@code running} or
 *     {@code waiting}
 * @param attempt 1, and one more for each replica that took it over
 */
public record FiringListed(
        long id,
        @JsonUnwrapped Job job,
        @JsonUnwrapped Run run,
        String status,
        @JsonUnwrapped Times times,
        int attempt,
        @JsonUnwrapped Trace trace,
        @JsonUnwrapped Skipped skipped) {

    /** The job as it was then. */
    public record Job(String jobId, String jobName, String cmd) {}

    /**
     * What its run was like.
     *
     * @param cmdOutput at most 4 096 characters
     * @param cmdCost seconds
     * @param schedulerName who ran it
     * @param cTime end of the run
     */
    public record Run(boolean cmdIsSuccess, String cmdOutput, double cmdCost, String schedulerName, String cTime) {}

    /**
     * When it was due and began.
     *
     * @param dueTime with milliseconds
     * @param startTime with milliseconds
     * @param lateness seconds from due to start
     */
    public record Times(String dueTime, String startTime, Double lateness) {}

    /**
     * By what it is found elsewhere.
     *
     * @param firingId id of its message, or the {@code Idempotency-Key} of its request
     * @param reason why it did not succeed
     */
    public record Trace(String firingId, String traceId, String reason) {}

    /**
     * What a skipped row stands for; all absent when that is one instant.
     *
     * @param lastDueTime last of its due instants, {@code due_time} being the first
     * @param instants how many they are
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Skipped(String lastDueTime, Long instants) {}
}
