package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.reconcile.DueJobs.DueJob;
import io.butterfly.xingqiao.watch.JobEvents;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that stand still longer than a limit ({@code xingqiao.still-limit}, ten minutes): a line in the log each, and a
 * number for the metrics.
 */
public final class StillJobs {
    private static final Logger LOG = LoggerFactory.getLogger(StillJobs.class);
    private static final int REMEMBERED = 10_000;

    private final DueJobs jobs;
    private final StoreClock clock;
    private final Duration limit;
    private final JobEvents events;
    private final Map<Long, Duration> reported = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Duration> eldest) {
            return size() > REMEMBERED;
        }
    }; // only used by the reconciler

    private volatile int count;

    public StillJobs(DueJobs jobs, StoreClock clock, Duration limit, JobEvents events) {
        this.jobs = jobs;
        this.clock = clock;
        this.limit = limit;
        this.events = events;
    }

    /** Logs it once at the limit, and again whenever the time has doubled. */
    void look(DueJob job) {
        Duration still = job.stillness().still();
        Duration before = reported.getOrDefault(job.id().value(), Duration.ZERO);
        if (still.compareTo(limit) < 0 || still.compareTo(before) < 0) {
            reported.remove(job.id().value());
            events.moves(job.id().value()); // another replica may have reported it
        } else if (still.compareTo(before.multipliedBy(2)) >= 0) {
            reported.put(job.id().value(), still);
            events.still(job.jobReqid(), still);
            LOG.warn(
                    "job {} has not moved for {} s: /xingqiao/why?job_id={} says what it waits for",
                    job.id(),
                    still.toSeconds(),
                    job.id());
        }
    }

    /** Counts them anew. */
    public void refresh() {
        clock.read(() -> {
            DueJobs.StillCount counted = jobs.countStill(limit);
            count = counted.jobs();
            return counted.now();
        });
    }

    /** How many there were at the last count. */
    public int count() {
        return count;
    }
}
