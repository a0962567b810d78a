package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A firing in the history: {@code /ruqi/get_history}. Rows that the Python service wrote have null for what it did not
 * record.
 *
 * @param cmdOutput at most 4 096 characters
 * @param cmdCost seconds
 * @param schedulerName who ran it
 * @param cTime end of the run
 * @param status {@code succeeded}, {@code failed}, {@code skipped} or {@code lost}; when asked for, {@code running} or
 *     {@code waiting}
 * @param dueTime when it was due, with milliseconds
 * @param startTime when it began, with milliseconds
 * @param lateness seconds from due to start
 * @param attempt 1, and one more for each replica that took it over
 * @param firingId id of its message, or the {@code Idempotency-Key} of its request
 * @param reason why it did not succeed
 * @param lastDueTime last of the due instants that a skipped row stands for, {@code dueTime} being the first; absent
 *     when it is one
 * @param instants how many they are; absent when it is one
 */
public record FiringListed(
        long id,
        String jobId,
        String jobName,
        String cmd,
        boolean cmdIsSuccess,
        String cmdOutput,
        double cmdCost,
        String schedulerName,
        String cTime,
        String status,
        String dueTime,
        String startTime,
        Double lateness,
        int attempt,
        String firingId,
        String traceId,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) String lastDueTime,
        @JsonInclude(JsonInclude.Include.NON_NULL) Long instants) {}
