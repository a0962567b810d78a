package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.FiringKey;
import io.butterfly.http.Api;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.message.Awaited;
import jakarta.inject.Singleton;

@Singleton
class FiringCalls {
    private final OpenRuns runs;
    private final Awaited awaited;

    FiringCalls(OpenRuns runs, Awaited awaited) {
        this.runs = runs;
        this.awaited = awaited;
    }

    @Api(value = "/ruqi/firing_stop", role = Role.OPERATOR, summary = "Stops a firing that runs")
    Reply stop(FiringKey call) {
        if (!awaited.stop(call.firingId())) {
            runs.stop(call.firingId());
        }
        return Reply.ok();
    }

    @Api(
            value = "/ruqi/firing_output",
            role = Role.VIEWER,
            reads = true,
            summary = "Shows what a firing has said, so far or in all")
    Reply output(FiringKey call) {
        Outputs.Said said = runs.said(call.firingId());
        return Reply.data(new FiringKey.Output(call.firingId(), said.status(), said.output()));
    }
}
