package io.butterfly.ruqi.history;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.policy.Delivery;
import io.butterfly.ruqi.policy.Policies;
import java.time.Instant;

/**
 * One due instant that fires. Everything the dispatch needs is in here, taken from the ledger and not from the job,
 * which may be gone by then.
 *
 * @param cmd the command as it was when the instant came due
 * @param attempt 1, and one more each time another replica took it over
 * @param owner the incarnation that may run it and record its outcome
 * @param policies as they were when the instant came due
 * @param retries how often it has failed and was tried again
 */
public record Firing(
        String id,
        String jobId,
        String jobName,
        String cmd,
        Kind kind,
        Instant dueAt,
        int attempt,
        long owner,
        String traceId,
        Policies policies,
        int retries) {

    /** A firing under the default policies, for the first time. */
    public Firing(
            String id,
            String jobId,
            String jobName,
            String cmd,
            Kind kind,
            Instant dueAt,
            int attempt,
            long owner,
            String traceId) {
        this(id, jobId, jobName, cmd, kind, dueAt, attempt, owner, traceId, Policies.DEFAULT, 0);
    }

    /**
     * The message's id and the request's {@code Idempotency-Key}: the same whoever dispatches it, and another for each
     * retry, because what a target remembers under the old one is a failure.
     */
    public String dispatchId() {
        return retries == 0 ? id : id + "." + retries;
    }

    /**
     * Whether it must be marked as started before anything leaves the process; a message is published under one id,
     * however often.
     */
    public boolean isAtMostOnce() {
        return kind != Kind.MESSAGE
                && policies.delivery()
                        .map(delivery -> delivery == Delivery.AT_MOST_ONCE)
                        .orElse(kind.isAtMostOnce());
    }

    /** Waits for its first try as others wait for their next. */
    public Firing beforeFirstTry() {
        return new Firing(id, jobId, jobName, cmd, kind, dueAt, attempt, owner, traceId, policies, -1);
    }

    /** The next owner's. */
    public Firing takenOverBy(long next) {
        return new Firing(id, jobId, jobName, cmd, kind, dueAt, attempt + 1, next, traceId, policies, retries);
    }

    /** For its outcome only: what may have run, and what somebody stopped, must not be tried again. */
    public Firing withoutRetries() {
        return new Firing(id, jobId, jobName, cmd, kind, dueAt, attempt, owner, traceId, policies, policies.retryMax());
    }
}
