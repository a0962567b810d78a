package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * {@code GET /xingqiao/list_tasks}: the tasks of one job, by the job's id or name.
 *
 * @param taskStatus {@code waiting}, {@code pending}, {@code started}, {@code finished} or {@code failed}: only those.
 *     Default all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListTasks(Long jobId, String jobName, String taskStatus) {
    public ListTasks {
        if (jobId == null && jobName == null) {
            throw new IllegalArgumentException("missing parameter: give job_id or job_name");
        }
    }

    public static ListTasks of(long jobId) {
        return new ListTasks(jobId, null, null);
    }
}
