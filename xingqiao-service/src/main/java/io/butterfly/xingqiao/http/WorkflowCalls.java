package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Api;
import io.butterfly.http.FileReply;
import io.butterfly.http.NoParameters;
import io.butterfly.xingqiao.graph.DotText;
import io.butterfly.xingqiao.graph.JobGraph;
import io.butterfly.xingqiao.job.Jobs;
import io.butterfly.xingqiao.schema.ValueSchema;
import io.butterfly.xingqiao.workflow.JobPlan;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.OptionsForm;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.WorkflowSource.Problem;
import io.butterfly.xingqiao.workflow.Workflows;
import io.butterfly.xingqiao.workflow.yaml.YamlFile;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What jobs can be made of. */
@Singleton
class WorkflowCalls {
    private final Workflows workflows;

    WorkflowCalls(Workflows workflows) {
        this.workflows = workflows;
    }

    record ListedWorkflow(String name, String description, String form, String source, boolean hasParams) {}

    /** @param problems files that could not be taken as they are */
    record All(long total, List<ListedWorkflow> list, List<Problem> problems) {}

    @Api(
            value = "/xingqiao/list_workflows",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists the workflows, and files that could not be read")
    Reply list(NoParameters none) {
        List<ListedWorkflow> list =
                workflows.all().stream().map(WorkflowCalls::listed).toList();
        return Reply.data(new All(list.size(), list, workflows.problems()));
    }

    private static ListedWorkflow listed(Registration it) {
        return new ListedWorkflow(
                it.name(),
                it.workflow().description(),
                it.form(),
                it.source(),
                it.schema().isPresent());
    }

    record Show(
            @Param("Name of the workflow") @JsonProperty(required = true)
            String name,

            @Param(value = "The input to plan with", type = Map.class, byDefault = "{}")
            RawJson jobExtra) {}

    /**
     * @param plan null when there is none for this input
     * @param planError why there is no plan
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(@JsonUnwrapped About about, @JsonUnwrapped Planned plan, String planError) {}

    /** @param params the JSON Schema of {@code job_extra} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record About(String name, String description, String form, String source, JsonNode params, String notifier) {
        static About of(Registration it) {
            return new About(
                    it.name(),
                    it.workflow().description(),
                    it.form(),
                    it.source(),
                    it.schema().map(ValueSchema::source).orElse(null),
                    it.workflow().notifier().map(Notifier::text).orElse(null));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Planned(List<ShownTask> tasks, Long timeout, List<String> locks, Long jobLockWait, String tags, String dot) {
        static Planned of(String workflow, JobPlan plan) {
            List<TaskPlan> tasks = plan.dag().tasks();
            return new Planned(
                    tasks.stream().map(ShownTask::of).toList(),
                    plan.timeout().map(Duration::toSeconds).orElse(null),
                    plan.locks(),
                    plan.lockWait().map(Duration::toSeconds).orElse(null),
                    plan.tags(),
                    DotText.of(JobGraph.of(workflow, tasks)));
        }
    }

    record ShownTask(
            @JsonUnwrapped ShownCall call, @JsonUnwrapped ShownTerms terms) {
        static ShownTask of(TaskPlan plan) {
            return new ShownTask(
                    new ShownCall(
                            plan.label(),
                            plan.cmd(),
                            plan.params().orElse(null),
                            plan.requires(),
                            plan.provides(),
                            plan.dependencies()),
                    new ShownTerms(
                            plan.retryMax(),
                            plan.isSave(),
                            plan.timeoutSeconds(),
                            plan.extra(),
                            OptionsForm.text(plan.options()).map(RawJson::new).orElse(null)));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownCall(
            String label,
            String cmd,
            RawJson params,
            List<String> requires,
            List<String> provides,
            List<String> dependencies) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShownTerms(int retrymax, boolean save, int timeout, RawJson extra, RawJson options) {}

    @Api(
            value = "/xingqiao/show_workflow",
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a workflow and the plan that it makes of an input",
            errors = {Stat.ERR_JOB_TYPE_NOT_EXISTS, Stat.ERR_JOB_EXTRA_INVALID, Stat.ERR_JOB_CREATE_FAILED})
    Reply show(Show call) {
        Registration it = workflows
                .find(call.name())
                .orElseThrow(
                        () -> new Refusal(Stat.ERR_JOB_TYPE_NOT_EXISTS, "no workflow has the name " + call.name()));
        try {
            JobPlan plan = JobPlan.of(it, Jobs.input(Optional.ofNullable(call.jobExtra())));
            return Reply.data(new Shown(About.of(it), Planned.of(it.name(), plan), null));
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException | LinkageError e) { // without the right input many workflows have no plan
            return Reply.data(new Shown(About.of(it), null, String.valueOf(e.getMessage())));
        }
    }

    @Api(
            value = "/xingqiao/workflow_schema",
            role = Role.VIEWER,
            reads = true,
            summary = "Gives the JSON Schema of workflow files")
    FileReply schema(NoParameters none) {
        return new FileReply("application/schema+json", YamlFile.schema().getBytes(StandardCharsets.UTF_8));
    }
}
