package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskStart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs and tasks in the store. */
public interface RunningJobs {
    /**
     * What is decided under the job's lock. It is asked again when the store has to repeat the transaction, so it must
     * change nothing but through its inputs, which belong to the transaction.
     */
    @FunctionalInterface
    interface Decision {
        Turn of(Job job, List<Task> tasks, Instant now, Inputs inputs);
    }

    /** Writes job and tasks, then what the decision says, all or nothing. Empty when the name is taken. */
    Optional<Created> create(NewJob job, Decision decision);

    record Created(JobId id, Moved moved) {}

    /**
     * Locks the jobs before anything is read, writes what the decisions say, all of them or none. Throws what a
     * decision throws.
     *
     * @param decisions by the id of the request that created the job
     * @return the turns, without those of jobs that are not there
     */
    Map<String, Moved> move(Map<String, Decision> decisions);

    /** @param task the start of another job's task that this job is */
    record Moved(Turn turn, Optional<StartId> task) {}

    /** These starts are known to BaiChuan: pending becomes started, unless the task is further already. */
    void acknowledge(List<StartId> starts);

    /** The messages of these have been cancelled. */
    void cancelled(List<TaskStart> starts);
}
