package io.butterfly.xingqiao.operate;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.job.TaskStart;
import java.util.List;

/** Jobs that are taken out of the store. */
public interface DeletedJobs {
    /**
     * Deletes the job with its tasks and notices, and frees its locks. Returns its starts that are still under way;
     * none when there is no such job.
     */
    List<TaskStart> delete(JobKey key);
}
