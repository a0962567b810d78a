package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.TaskId;
import java.util.Optional;

/** What the store knows of jobs that are tasks. */
public interface SubJobStore {
    Optional<Child> find(String reqid);

    /** Of the job that has this task. */
    Optional<Parent> parent(TaskId task);

    /**
     * @param cost seconds
     * @param isOfBefore it ended before the job that has the task was started for the last time
     */
    record Child(JobId id, JobStatus status, String stat, Optional<RawJson> result, double cost, boolean isOfBefore) {
        /** The job that has the task was retried, and this one is to go on where it failed. */
        boolean isToRetry() {
            return status == JobStatus.FAILED && isOfBefore;
        }
    }

    record Parent(JobId id, String namespace, String client, String operator) {}
}
