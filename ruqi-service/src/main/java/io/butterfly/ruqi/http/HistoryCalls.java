package io.butterfly.ruqi.http;

import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.JobPage;
import io.butterfly.api.ruqi.JobQuery;
import io.butterfly.http.Api;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.job.JobFilter.Page;
import io.butterfly.ruqi.job.JobFilter;
import jakarta.inject.Singleton;

@Singleton
class HistoryCalls {
  private final History history;
  private final Wire wire;

  HistoryCalls(History history, Wire wire) {
    this.history = history;
    this.wire = wire;
  }

  @Api({"/ruqi/get_history", "/ruqi/job_history_list"})
  Reply list(JobQuery call) {
    Page<HistoryEntry> page = history.list(JobFilter.of(call.jobId(), call.jobName(), call.pageIndex(), call.pageSize()));
    return Reply.data(new JobPage<>(page.total(), page.list().stream().map(wire::listed).toList()));
  }
}
