package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.butterfly.api.Param;

/**
 * {@code POST /xingqiao/retry_task}: an ended job runs again from this task. The task and all that depend on it,
 * directly or not, start anew, and so do failed and skipped ones and the tasks of the job's end. The task is given by
 * its id, or by its label and its job.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetryTask(
        @Param("The task's id, or else its label and its job")
        Long taskId,

        @Param("The job's id") Long jobId,
        @Param("The job's name") String jobName,
        @Param("The task's label") String taskLabel) {
    public RetryTask {
        if (taskId == null && (taskLabel == null || jobId == null && jobName == null)) {
            throw new IllegalArgumentException(
                    "missing parameter: give task_id, or task_label with job_id or job_name");
        }
    }
}
