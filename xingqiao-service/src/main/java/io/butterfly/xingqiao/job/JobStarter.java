package io.butterfly.xingqiao.job;

import java.util.Optional;

/** Writes a new job with its tasks and sets it going. */
public interface JobStarter {
    /** Empty when the name has been taken meanwhile; then nothing was written. */
    Optional<JobId> start(NewJob job);
}
