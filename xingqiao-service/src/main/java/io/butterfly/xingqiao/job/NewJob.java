package io.butterfly.xingqiao.job;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.workflow.Dag;
import io.butterfly.xingqiao.workflow.JobPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job that may be created: all of it has been checked, but for its name and its locks being free.
 *
 * @param extra the workflow's input, a JSON object
 * @param now by the store's clock
 */
public record NewJob(JobRequest request, RawJson extra, JobPlan plan, Instant now) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    public JobRequest.Requester requester() {
        return request.requester();
    }

    public String name() {
        return request.jobName();
    }

    public Dag dag() {
        return plan.dag();
    }

    /** The caller's word counts more than the workflow's. */
    public Duration timeout() {
        return request.timeout().or(plan::timeout).orElse(DEFAULT_TIMEOUT);
    }

    /** How long it waits for its locks; empty for not at all. */
    public Optional<Duration> lockWait() {
        return request.lockWait().or(plan::lockWait).filter(Duration::isPositive);
    }
}
