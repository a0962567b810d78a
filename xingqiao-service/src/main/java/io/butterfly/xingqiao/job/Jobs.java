package io.butterfly.xingqiao.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.JobStore.Existing;
import io.butterfly.xingqiao.workflow.JobPlan;
import io.butterfly.xingqiao.workflow.Limits;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.Workflows;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates jobs. */
@Singleton
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final Workflows workflows;
    private final JobStore store;

    Jobs(Workflows workflows, JobStore store) {
        this.workflows = workflows;
        this.store = store;
    }

    /**
     * Checks in the order of the Python service. The same request again, as a redelivered message makes it, gets the
     * job it made before.
     *
     * @param start writes the new job with its tasks and starts it; empty when its name has been taken meanwhile, and
     *     then nothing was written
     */
    public JobId create(JobRequest request, Function<NewJob, Optional<JobId>> start) {
        Existing found = find(request);
        if (found.ofThisRequest().isPresent()) {
            return found.ofThisRequest().get();
        }
        Registration workflow = workflows.find(request.type()).orElseThrow(() -> unknown(request.type()));
        NewJob job = plan(request, workflow, input(request.extra()), found);
        return start.apply(job)
                .orElseGet(() -> find(request).ofThisRequest().orElseThrow(() -> nameTaken(request.jobName())));
    }

    private Existing find(JobRequest request) {
        Existing found = store.find(request.jobName(), request.requester().reqid());
        if (found.ofThisRequest().isEmpty() && found.taken().isPresent()) {
            throw nameTaken(found.taken().get());
        }
        return found;
    }

    private static Refusal nameTaken(String name) {
        return new Refusal(Stat.ERR_JOB_EXIST, "there is a job with the name " + name + " already");
    }

    private Refusal unknown(String type) {
        String known = workflows.all().stream().map(Registration::name).collect(Collectors.joining(", "));
        return new Refusal(
                Stat.ERR_JOB_TYPE_NOT_EXISTS,
                "no workflow has the name "
                        + (type.length() > Limits.NAME ? type.substring(0, Limits.NAME) + "…" : type) + "; known are "
                        + known);
    }

    /** The input of a job as an object; throws a {@link Refusal}. */
    public static ObjectNode input(Optional<RawJson> given) {
        try {
            JsonNode tree = given.orElse(RawJson.EMPTY_OBJECT).tree();
            JsonNode extra = tree.isTextual() ? Json.tree(tree.textValue()) : tree;
            if (extra.isObject()) {
                return (ObjectNode) extra;
            }
            throw new Refusal(Stat.ERR_JOB_EXTRA_INVALID, "job_extra must be a JSON object, or text that is one");
        } catch (IllegalArgumentException e) {
            throw new Refusal(Stat.ERR_JOB_EXTRA_INVALID, "job_extra is no JSON object: " + e.getMessage());
        }
    }

    private static NewJob plan(JobRequest request, Registration workflow, ObjectNode extra, Existing found) {
        try {
            RawJson extraText = RawJson.of(extra);
            checkWidths(request, extraText);
            return new NewJob(request, extraText, JobPlan.of(workflow, extra), found.now());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Stat.ERR_JOB_CREATE_FAILED, e.getMessage());
        } catch (RuntimeException
                | LinkageError
                | StackOverflowError e) { // a workflow is foreign code: whatever it throws refuses its job and no more
            LOG.warn("the workflow {} failed to plan a job", workflow.name(), e);
            throw new Refusal(
                    Stat.ERR_JOB_CREATE_FAILED,
                    "the workflow " + workflow.name() + " failed to plan a job; the log says why");
        }
    }

    private static void checkWidths(JobRequest request, RawJson extra) {
        Limits.check("job_name", request.jobName(), Limits.NAME);
        Limits.check("job_namespace", request.namespace(), Limits.NAME);
        int width = request.requester().parent().isPresent() ? Limits.SUB_JOB_REQID : Limits.NAME;
        Limits.check("the id of this request or message", request.requester().reqid(), width);
        Limits.check("the client's address", request.requester().client(), Limits.NAME);
        Limits.check("the user's name", request.requester().operator(), Limits.NAME);
        Limits.check("job_extra", extra.text(), Limits.JOB_EXTRA);
    }
}
