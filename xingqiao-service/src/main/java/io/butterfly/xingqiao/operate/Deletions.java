package io.butterfly.xingqiao.operate;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.progress.Turns;
import jakarta.inject.Singleton;

/** Takes jobs away, in whatever state they are. */
@Singleton
public final class Deletions {
    private final DeletedJobs jobs;
    private final Turns turns;

    Deletions(DeletedJobs jobs, Turns turns) {
        this.jobs = jobs;
        this.turns = turns;
    }

    /**
     * What is not there is as good as deleted. A message that cannot be cancelled runs, and its outcome finds no job.
     */
    public void delete(JobKey key) {
        turns.cancel(jobs.delete(key));
    }
}
