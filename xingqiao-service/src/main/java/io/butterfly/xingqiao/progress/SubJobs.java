package io.butterfly.xingqiao.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.Sha256;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobRequest;
import io.butterfly.xingqiao.job.JobRequest.Requester;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.JobStore;
import io.butterfly.xingqiao.job.JobStore.Child;
import io.butterfly.xingqiao.job.JobStore.Parent;
import io.butterfly.xingqiao.job.Jobs;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Messages.Published;
import io.butterfly.xingqiao.progress.Messages.State;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Jobs that are tasks of other jobs. The id of the task's start is their request's id. */
@Singleton
public final class SubJobs {
    private static final int LONGEST_NAME = 64;

    private final JobStore store;
    private final Jobs jobs;

    SubJobs(JobStore store, Jobs jobs) {
        this.store = store;
        this.jobs = jobs;
    }

    /**
     * Creates the job, unless it is there.
     *
     * @param turns in which the job is created, or retried
     */
    Published start(TaskMessage task, Turns turns) {
        StartId id = task.start().id();
        Optional<Child> there = store.child(id);
        if (there.isPresent() && there.get().isToRetry()) {
            return accepted(() -> turns.command(id.toString(), new Event.Retry()));
        }
        if (there.isPresent()) {
            return there.get().status() == JobStatus.STARTED
                    ? new Published.Acknowledged()
                    : new Published.AlreadyEnded();
        }
        Optional<Parent> parent = store.parent(id.task());
        if (parent.isEmpty()) {
            return new Published.Refused("the job was deleted");
        }
        return accepted(() -> jobs.create(request(task, parent.get()), turns::start));
    }

    private static Published accepted(Runnable request) {
        try {
            request.run();
            return new Published.Acknowledged();
        } catch (Refusal e) {
            return e.stat() == Stat.ERR_SERVER_EXCEPTION
                    ? new Published.Later()
                    : new Published.Refused(e.stat() + ": " + e.getMessage());
        }
    }

    private static JobRequest request(TaskMessage task, Parent parent) {
        String reqid = task.start().id().toString();
        Requester requester =
                new Requester(reqid, parent.client(), parent.operator(), task.traceId(), Optional.of(parent.id()));
        Optional<Duration> timeout =
                Optional.of(Duration.ofSeconds(task.timeoutSeconds())).filter(Duration::isPositive);
        return new JobRequest(
                parent.namespace(),
                task.cmd(),
                Optional.of(name(reqid)),
                Optional.of(task.params()),
                timeout,
                Optional.empty(),
                requester);
    }

    /** The same for the same start, so that replicas that create it at the same time make one job. */
    private static String name(String reqid) {
        return reqid.length() <= LONGEST_NAME ? reqid : Sha256.hex(reqid);
    }

    State state(StartId id) {
        Optional<Child> job = store.child(id);
        if (job.isEmpty()) {
            return new State.Gone();
        }
        return job.get().status() == JobStatus.STARTED
                ? new State.Running()
                : new State.Ended(new Outcome(
                        job.get().stat(),
                        Optional.of(reply(job.get())),
                        job.get().cost()));
    }

    /** The result's own members are at the top level too, where {@code requires} and {@code provides} look. */
    private static RawJson reply(Child job) {
        ObjectNode reply = Json.mapper().createObjectNode();
        JsonNode result = job.result().map(RawJson::tree).orElse(Json.mapper().nullNode());
        if (result instanceof ObjectNode members) {
            reply.setAll(members);
        }
        reply.put("stat", job.stat()).put("job_id", job.id().value()).set("data", result);
        return RawJson.of(reply);
    }

    void cancel(StartId id, Turns turns) {
        if (store.child(id).filter(job -> job.status() == JobStatus.STARTED).isPresent()) {
            turns.command(id.toString(), new Event.Cancel());
        }
    }
}
