package io.butterfly.xingqiao.job;

import java.time.Instant;
import java.util.Optional;

/** What the store knows before a job is created. */
public interface JobStore {
    Existing find(String name, String reqid);

    /**
     * @param ofThisRequest the job that the same request created before
     * @param taken the name, as the job that has it spells it; one that differs by blanks at its end is taken too
     * @param now the store's clock
     */
    record Existing(Optional<JobId> ofThisRequest, Optional<String> taken, Instant now) {}
}
