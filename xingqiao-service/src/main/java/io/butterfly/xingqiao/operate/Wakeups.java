package io.butterfly.xingqiao.operate;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.progress.Turns;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Lets a job look at itself, as the original's driver messages do; it needs none of them to move. */
@Singleton
public final class Wakeups {
    private final JobLookup jobs;
    private final Turns turns;

    Wakeups(JobLookup jobs, Turns turns) {
        this.jobs = jobs;
        this.turns = turns;
    }

    /**
     * Does nothing when there is no such job. Throws a {@link io.butterfly.api.Refusal} for a job of the Python
     * service.
     */
    public void wake(JobKey key) {
        jobs.find(key).ifPresent(job -> {
            if (job.isOfOtherEngine()) {
                throw Operations.ofOtherEngine(job);
            }
            turns.publish(turns.move(Map.of(job.reqid(), List.of())));
        });
    }
}
