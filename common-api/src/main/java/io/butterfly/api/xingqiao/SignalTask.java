package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import java.util.Map;

/**
 * {@code POST /xingqiao/signal}: ends a task that waits for a signal, such as an approval. The task is given by its id,
 * or by its label and its job.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignalTask(
        @Param("The task's id, or else its label and its job")
        Long taskId,

        @Param("The job's id") Long jobId,
        @Param("The job's name") String jobName,
        @Param("The task's label") String taskLabel,

        @Param(value = "Its members become the task's reply", type = Map.class, byDefault = "{}")
        RawJson data,

        @Param(
                value = "OK, with which the task finishes, or a code with which it fails, such as ERR_REJECTED",
                max = 64,
                byDefault = "OK")
        String stat) {
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
