package io.butterfly.xingqiao.operating;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.turn.Start;
import java.util.List;

/** Jobs that are taken out of the store. */
public interface DeletedJobs {
    /**
     * Deletes the job with its tasks and notices, and frees its locks. Returns its starts that are still under way;
     * none when there is no such job.
     */
    List<Start> delete(JobKey key);
}
