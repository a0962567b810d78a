package io.butterfly.ruqi.http;

import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.JobAdd;
import io.butterfly.api.ruqi.JobKey;
import io.butterfly.api.ruqi.JobPage;
import io.butterfly.api.ruqi.JobQuery;
import io.butterfly.http.Api;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.JobFilter.Page;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.Jobs;
import jakarta.inject.Singleton;

@Singleton
class JobCalls {
  private final Jobs jobs;
  private final Wire wire;

  JobCalls(Jobs jobs, Wire wire) {
    this.jobs = jobs;
    this.wire = wire;
  }

  @Api({"/ruqi/job_add", "/ruqi/add_job"})
  Reply add(JobAdd call) {
    jobs.add(call.jobTrigger(), call.jobId(), call.jobName(), call.cmd(), call.rule());
    return Reply.ok();
  }

  @Api({"/ruqi/job_remove", "/ruqi/remove_job"})
  Reply remove(JobKey call) {
    jobs.remove(call.jobId());
    return Reply.ok();
  }

  /** The manual prints {@code job_lis}. */
  @Api({"/ruqi/job_list", "/ruqi/job_lis", "/ruqi/get_jobs"})
  Reply list(JobQuery call) {
    Page<JobEntry> page = jobs.list(JobFilter.of(call.jobId(), call.jobName(), call.pageIndex(), call.pageSize()));
    return Reply.data(new JobPage<>(page.total(), page.list().stream().map(wire::listed).toList()));
  }

  @Api({"/ruqi/job_show", "/ruqi/get_job"})
  Reply show(JobKey call) {
    return Reply.data(wire.shown(jobs.show(call.jobId())));
  }
}
