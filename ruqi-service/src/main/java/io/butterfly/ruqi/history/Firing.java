package io.butterfly.ruqi.history;

import io.butterfly.ruqi.command.Kind;
import java.time.Instant;

/**
 * One due instant that fires. Everything the dispatch needs is in here, taken from the ledger and not from the job, which may be gone by then.
 *
 * @param id the message's id and the request's {@code Idempotency-Key}, the same for every attempt
 * @param cmd the command as it was when the instant came due
 * @param attempt 1, and one more each time another replica took it over
 * @param owner the incarnation that may run it and record its outcome
 */
public record Firing(String id, String jobId, String jobName, String cmd, Kind kind, Instant dueAt, int attempt, long owner, String traceId) {}
