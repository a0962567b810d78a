package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.JobBackfill;
import io.butterfly.api.ruqi.JobKey;
import io.butterfly.http.Api;
import io.butterfly.ruqi.firing.ExtraRuns;
import jakarta.inject.Singleton;
import java.util.Map;

@Singleton
class ExtraCalls {
    private final ExtraRuns runs;

    ExtraCalls(ExtraRuns runs) {
        this.runs = runs;
    }

    @Api(value = "/ruqi/job_run", role = Role.OPERATOR, summary = "Fires a job once, now")
    Reply run(JobKey call) {
        return Reply.data(Map.of("firing_id", runs.run(call.jobId())));
    }

    @Api(
            value = "/ruqi/job_backfill",
            role = Role.OPERATOR,
            summary = "Makes up for the firings of a past time, at most 1 000 a call")
    Reply backfill(JobBackfill call) {
        ExtraRuns.Backfilled made = runs.backfill(call.jobId(), call.fromTime(), call.toTime());
        return Reply.data(new JobBackfill.Backfilled(made.firings(), made.instants()));
    }
}
