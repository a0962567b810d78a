package io.butterfly.xingqiao.operate;

import io.butterfly.xingqiao.job.JobId;

/**
 * Jobs that the Python service created. Only it knows what its messages mean, so a job that it runs is not driven here.
 */
public interface OtherEngine {
    /**
     * Its rows have all that it takes to run it again: from here on it is a job of this service. False when it has not
     * ended, or is not there.
     */
    boolean takeOver(JobId job);

    /** Ends it as cancelled. False when it has ended already, or is not there. */
    boolean cancel(JobId job);
}
