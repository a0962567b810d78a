package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Unfinished jobs that are due for a check, and ended ones of which a message is still to be cancelled. An interface,
 * so that the storage depends on this package and not the reverse.
 */
public interface DueJobs {
    /** Takes at most so many that no other replica is checking; their next check is put off in the same transaction. */
    List<DueJob> take(int limit);

    /** These could not be looked at: they are due again after the pause. */
    void putBack(List<DueJob> jobs, Duration pause);

    /** How many jobs run, are not paused, and have not moved for that long. */
    StillCount countStill(Duration limit);

    /** @param now of the store's clock */
    record StillCount(int jobs, Instant now) {}

    /**
     * @param unacknowledged starts whose publish was never confirmed, and those whose pause is over
     * @param underWay starts that were confirmed
     * @param toCancel starts that are not wanted any more
     * @param now of the store's clock
     */
    record DueJob(
            JobId id,
            String jobReqid,
            List<StartId> unacknowledged,
            List<TaskStart> underWay,
            List<TaskStart> toCancel,
            Stillness stillness,
            Instant now) {}

    /** @param still how long ago the job moved last; zero when it is meant to stand still */
    record Stillness(Duration still, String traceId) {}
}
