package io.butterfly.xingqiao.mysql.rows;

import io.butterfly.api.xingqiao.JobView;
import jakarta.inject.Singleton;
import java.util.Optional;

/** A job as its detail shows it, read in the transaction that is under way. */
@Singleton
public final class JobViews {
  private final JobRows jobs;

  JobViews(JobRows jobs) {
    this.jobs = jobs;
  }

  public Optional<JobView> of(long jobId) {
    return jobs.findById(jobId).map(JobRow::detail);
  }
}
