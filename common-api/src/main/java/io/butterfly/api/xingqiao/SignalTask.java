package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.butterfly.api.RawJson;

/**
 * {@code POST /xingqiao/signal}: ends a task that waits for a signal, such as an approval. The task is given by its id,
 * or by its label and its job.
 *
 * @param data a JSON object, whose members become the task's reply. Default {@code {}}
 * @param stat {@code OK}, with which the task finishes, or a code with which it fails, such as {@code ERR_REJECTED}.
 *     Default {@code OK}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignalTask(Long taskId, Long jobId, String jobName, String taskLabel, RawJson data, String stat) {
    public SignalTask {
        if (taskId == null && (taskLabel == null || jobId == null && jobName == null)) {
            throw new IllegalArgumentException(
                    "missing parameter: give task_id, or task_label with job_id or job_name");
        }
        data = data == null ? RawJson.EMPTY_OBJECT : data;
        stat = stat == null ? "OK" : stat;
        if (!data.isObject()) {
            throw new IllegalArgumentException("data must be a JSON object");
        }
        if (!stat.equals("OK") && !stat.matches("ERR[A-Za-z0-9_]{0,61}")) {
            throw new IllegalArgumentException(
                    "stat must be OK, or a code of at most 64 characters that begins with ERR");
        }
    }
}
