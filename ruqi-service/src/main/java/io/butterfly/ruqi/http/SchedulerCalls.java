package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Reply;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.firing.FiringLoop;
import io.butterfly.ruqi.replica.Replicas;
import jakarta.inject.Singleton;

@Singleton
class SchedulerCalls {
    private final FiringLoop loop;
    private final Replicas replicas;
    private final Wire wire;
    private final Signal wakeup;

    SchedulerCalls(FiringLoop loop, Replicas replicas, Wire wire, Signal wakeup) {
        this.loop = loop;
        this.replicas = replicas;
        this.wire = wire;
        this.wakeup = wakeup;
    }

    @Api(
            value = {"/ruqi/scheduler_status", "/ruqi/status"},
            role = Role.VIEWER,
            reads = true,
            summary = "Shows the schedulers and when a job is due next")
    Reply status(NoParameters none) {
        return Reply.data(wire.status(loop.latest(), loop.age(), replicas.list()));
    }

    @Api(
            value = {"/ruqi/scheduler_wakeup", "/ruqi/wakeup"},
            role = Role.OPERATOR,
            summary = "Makes the scheduler look for due jobs at once")
    Reply wakeup(NoParameters none) {
        wakeup.raise();
        return Reply.ok();
    }
}
