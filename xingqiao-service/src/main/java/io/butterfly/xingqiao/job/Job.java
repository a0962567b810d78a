package io.butterfly.xingqiao.job;

import io.butterfly.api.RawJson;
import java.time.Duration;
import java.time.Instant;

/**
 * A job, as far as moving it needs.
 *
 * @param reqid id of the request that created it
 * @param extra the workflow's input, a JSON object
 * @param startedAt by the store's clock
 * @param timeout how long after that it may run
 * @param traceId goes with every message
 */
public record Job(JobId id, String reqid, JobStatus status, RawJson extra, Instant startedAt, Duration timeout, String traceId) {
  public Instant deadline() {
    return startedAt.plus(timeout);
  }
}
