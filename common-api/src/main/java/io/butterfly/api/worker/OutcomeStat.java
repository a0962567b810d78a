package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of an {@link WorkerOutcome}.
 *
 * @param taskId null when the outcome could not be read
 * @param stat {@code OK}, {@code ERR_LEASE_LOST} (another worker has the message, or it has ended),
 *     {@code ERR_MSG_NOT_EXIST}, or {@code ERR_BAD_PARAMS} for one that is no outcome
 * @param message what is wrong with it; null when nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutcomeStat(String taskId, String stat, String message) {
    public OutcomeStat(String taskId, String stat) {
        this(taskId, stat, null);
    }
}
