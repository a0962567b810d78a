package io.butterfly.ruqi.history;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.policy.Delivery;
import io.butterfly.ruqi.policy.Policies;
import java.time.Instant;

/**
 * One due instant that fires. Everything the dispatch needs is in here, taken from the ledger and not from the job,
 * which may be gone by then.
 *
 * @param owner the incarnation that may run it and record its outcome
 */
public record Firing(String id, JobRef job, Snapshot snapshot, Instant dueAt, Tries tries, long owner, String traceId) {
    /** The job that it is a firing of. */
    public record JobRef(String id, String name) {}

    /** Target and policies as they were when the instant came due. */
    public record Snapshot(String cmd, Kind kind, Policies policies) {}

    /**
     * How often it was tried.
     *
     * @param attempt 1, and one more each time another replica took it over
     * @param retries how often it has failed and was tried again; -1 before the first try of one that waits for it
     * @param isLast whether it is not tried again, whatever its policies allow
     */
    public record Tries(int attempt, int retries, boolean isLast) {
        public static final Tries FIRST = new Tries(1, 0);

        public Tries(int attempt, int retries) {
            this(attempt, retries, false);
        }
    }

    /** One try by one owner: what is recorded about it must not change a later try, or another owner's. */
    public record Try(String firingId, long owner, int retries) {}

    /** A firing that nothing has tried yet; its trace begins with it. */
    public static Firing first(String id, JobRef job, Snapshot snapshot, Instant dueAt, long owner) {
        return new Firing(id, job, snapshot, dueAt, Tries.FIRST, owner, id);
    }

    public String jobId() {
        return job.id();
    }

    public String jobName() {
        return job.name();
    }

    public String cmd() {
        return snapshot.cmd();
    }

    public Kind kind() {
        return snapshot.kind();
    }

    public Policies policies() {
        return snapshot.policies();
    }

    public int attempt() {
        return tries.attempt();
    }

    public int retries() {
        return tries.retries();
    }

    public Try currentTry() {
        return new Try(id, owner, retries());
    }

    /** Whether it is tried again should it fail. */
    boolean hasRetriesLeft() {
        return !tries.isLast() && retries() < policies().failures().retryMax();
    }

    /**
     * The message's id and the request's {@code Idempotency-Key}: the same on every replica, and another for each
     * retry, because what a target remembers under the old one is a failure.
     */
    public String dispatchId() {
        return retries() == 0 ? id : id + "." + retries();
    }

    /** What of its trace this try is; its message, if it has one, is another part. */
    public String part() {
        return "firing " + dispatchId();
    }

    /**
     * Whether it must be marked as started before anything leaves the process. A message never must: it is published
     * under one id, however often.
     */
    public boolean isAtMostOnce() {
        return kind() != Kind.MESSAGE
                && policies()
                        .execution()
                        .delivery()
                        .map(delivery -> delivery == Delivery.AT_MOST_ONCE)
                        .orElse(kind().isAtMostOnce());
    }

    /** Waits for its first try as others wait for their next. */
    public Firing beforeFirstTry() {
        return with(new Tries(attempt(), -1), owner);
    }

    /** After its owner is gone: the next owner's. */
    public Firing takenOverBy(long next) {
        return with(new Tries(attempt() + 1, retries()), next);
    }

    /**
     * After it has waited.
     *
     * @param isRetry whether it waited for its next try; otherwise for the end of another firing
     */
    public Firing resumedBy(long next, boolean isRetry) {
        return with(new Tries(attempt(), retries() + (isRetry ? 1 : 0)), next);
    }

    /** For its outcome only: what may have run, and what was stopped by a call, must not be tried again. */
    public Firing withoutRetries() {
        return with(new Tries(attempt(), retries(), true), owner);
    }

    public Firing withCmd(String cmd) {
        return new Firing(id, job, new Snapshot(cmd, kind(), policies()), dueAt, tries, owner, traceId);
    }

    private Firing with(Tries changed, long newOwner) {
        return new Firing(id, job, snapshot, dueAt, changed, newOwner, traceId);
    }
}
