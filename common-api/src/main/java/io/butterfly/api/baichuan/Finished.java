package io.butterfly.api.baichuan;

import io.butterfly.api.RawJson;

/**
 * Parameters of the message that an {@code on_finish} handler gets.
 *
 * @param taskId the message that ended
 * @param status {@code finished} or {@code failed}
 * @param stat the code its handler answered, or why it failed
 * @param result the handler's whole reply; null when there is none, or when it is over 64 KB (fetch it with
 *     {@code task_get})
 * @param cost seconds of the last execution
 */
public record Finished(
        String taskId,
        String handler,
        String status,
        String stat,
        RawJson result,
        double cost,
        int attempt,
        String traceId) {}
