package io.butterfly.xingqiao.operate;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Tick;
import io.butterfly.xingqiao.mysql.OldJobs;
import java.time.Duration;
import java.util.Optional;

/** Goes through the oldest jobs, a few at a time. See the package's text. */
public final class RetentionLoop implements Tick {
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
    private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

    private final OldJobs jobs;
    private final Duration keep;
    private long after;

    /** @param keep zero to delete nothing */
    public RetentionLoop(OldJobs jobs, Duration keep) {
        this.jobs = jobs;
        this.keep = keep;
    }

    public boolean deletes() {
        return keep.isPositive();
    }

    @Override
    public Duration tick() {
        Optional<Long> next = jobs.deleteSome(after, keep);
        after = next.orElse(0L);
        return Backoff.jittered(next.isPresent() ? BETWEEN_BATCHES : BETWEEN_ROUNDS);
    }
}
