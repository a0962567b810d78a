package io.butterfly.xingqiao.operate;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.TaskId;
import java.util.Optional;

/** Finds the jobs that calls name. */
public interface JobLookup {
    Optional<Found> find(JobKey key);

    /** The job that has this task. */
    Optional<Found> find(TaskId task);

    /** @param isOfOtherEngine the Python service drives it */
    record Found(JobId id, String reqid, boolean isOfOtherEngine) {}
}
