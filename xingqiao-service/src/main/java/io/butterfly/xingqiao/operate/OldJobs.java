package io.butterfly.xingqiao.operate;

import java.time.Duration;
import java.util.Optional;

/** Jobs of the past in the store. */
public interface OldJobs {
    /**
     * Looks at the next hundred jobs and deletes those that ended longer ago.
     *
     * @param after id of the job before them
     * @return the id to go on from; empty when the jobs after these are younger
     */
    Optional<Long> deleteSome(long after, Duration keep);
}
