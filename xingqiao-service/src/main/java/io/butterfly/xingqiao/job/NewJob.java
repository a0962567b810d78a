package io.butterfly.xingqiao.job;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.workflow.Dag;
import java.time.Duration;
import java.time.Instant;

/**
 * A job that may be created: all of it has been checked, but for the name being free.
 *
 * @param now by the store's clock
 */
public record NewJob(JobRequest request, String name, RawJson extra, Duration timeout, Dag dag, Instant now) {
  public JobRequest.Requester requester() {
    return request.requester();
  }
}
