package io.butterfly.api.xingqiao;

import java.util.List;

/**
 * What came of {@code POST /xingqiao/retry_jobs}, which takes the filters of {@code list_jobs} and retries the failed
 * jobs among them, at most {@code page_size} in its order.
 *
 * @param total failed jobs that matched
 * @param retried ids of those that run again
 */
public record RetriedJobs(long total, List<Long> retried, List<RefusedRetry> refused) {
    public record RefusedRetry(long jobId, String stat, String message) {}
}
