package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.butterfly.api.Param;

/** {@code GET /xingqiao/list_tasks}: the tasks of one job, by the job's id or name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListTasks(
        @Param("The job's id, or else job_name") Long jobId,
        @Param("The job's name") String jobName,

        @Param("Only tasks in this status: waiting, pending, started, finished, failed or skipped")
        String taskStatus) {
    public ListTasks {
        if (jobId == null && jobName == null) {
            throw new IllegalArgumentException("missing parameter: give job_id or job_name");
        }
    }

    public static ListTasks of(long jobId) {
        return new ListTasks(jobId, null, null);
    }
}
