package io.butterfly.xingqiao.job;

import java.time.Instant;
import java.util.Optional;

/** What creating a job asks of the store. */
public interface JobStore {
  Found find(String name, String reqid);

  /**
   * @param ofThisRequest the job that the same request created before
   * @param isNameTaken by any job
   * @param now the store's clock
   */
  record Found(Optional<JobId> ofThisRequest, boolean isNameTaken, Instant now) {}
}
