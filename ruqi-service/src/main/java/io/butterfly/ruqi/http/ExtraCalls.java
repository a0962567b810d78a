package io.butterfly.ruqi.http;

import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.JobBackfill;
import io.butterfly.api.ruqi.JobKey;
import io.butterfly.http.Api;
import io.butterfly.ruqi.extra.ExtraRuns;
import io.butterfly.ruqi.firing.FiringLoop;
import jakarta.inject.Singleton;
import java.util.Map;

@Singleton
class ExtraCalls {
  private final ExtraRuns runs;
  private final FiringLoop loop;

  ExtraCalls(ExtraRuns runs, FiringLoop loop) {
    this.runs = runs;
    this.loop = loop;
  }

  @Api("/ruqi/job_run")
  Reply run(JobKey call) {
    String firing = runs.run(call.jobId());
    loop.wake();
    return Reply.data(Map.of("firing_id", firing));
  }

  @Api("/ruqi/job_backfill")
  Reply backfill(JobBackfill call) {
    ExtraRuns.Backfilled made = runs.backfill(call.jobId(), call.fromTime(), call.toTime());
    loop.wake();
    return Reply.data(new JobBackfill.Backfilled(made.firings(), made.instants()));
  }
}
