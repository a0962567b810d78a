package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Api;
import io.butterfly.http.files.FileReply;
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
import java.util.List;
import java.util.Optional;

/** What jobs can be made of. */
@Singleton
class WorkflowCalls {
    private final Workflows workflows;

    WorkflowCalls(Workflows workflows) {
        this.workflows = workflows;
    }

    record Listed(String name, String description, String form, String source, boolean hasParams) {}

    /** @param problems files that could not be taken as they are */
    record All(long total, List<Listed> list, List<Problem> problems) {}

    @Api(value = "/xingqiao/list_workflows", reads = true)
    Reply list() {
        List<Listed> list = workflows.all().stream().map(WorkflowCalls::listed).toList();
        return Reply.data(new All(list.size(), list, workflows.problems()));
    }

    private static Listed listed(Registration it) {
        return new Listed(
                it.name(),
                it.workflow().description(),
                it.form(),
                it.source(),
                it.schema().isPresent());
    }

    /** @param jobExtra the input to plan with. Default {@code {}} */
    record Show(@JsonProperty(required = true) String name, RawJson jobExtra) {}

    /**
     * @param params the JSON Schema of {@code job_extra}
     * @param planError why there is no plan for this input; tasks, dot and what follows from the plan are absent then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String name,
            String description,
            String form,
            String source,
            JsonNode params,
            String notifier,
            List<Task> tasks,
            Long timeout,
            List<String> locks,
            Long jobLockWait,
            String tags,
            String dot,
            String planError) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Task(
            String label,
            String cmd,
            RawJson params,
            List<String> requires,
            List<String> provides,
            List<String> dependencies,
            int retrymax,
            boolean save,
            int timeout,
            RawJson extra,
            RawJson options) {
        static Task of(TaskPlan plan) {
            return new Task(
                    plan.label(),
                    plan.cmd(),
                    plan.params().orElse(null),
                    plan.requires(),
                    plan.provides(),
                    plan.dependencies(),
                    plan.retryMax(),
                    plan.isSave(),
                    plan.timeoutSeconds(),
                    plan.extra(),
                    OptionsForm.text(plan.options()).map(RawJson::new).orElse(null));
        }
    }

    @Api(value = "/xingqiao/show_workflow", reads = true)
    Reply show(Show call) {
        Registration it = workflows
                .find(call.name())
                .orElseThrow(
                        () -> new Refusal(Stat.ERR_JOB_TYPE_NOT_EXISTS, "no workflow has the name " + call.name()));
        String notifier = it.workflow().notifier().map(Notifier::text).orElse(null);
        JsonNode params = it.schema().map(ValueSchema::source).orElse(null);
        try {
            JobPlan plan = JobPlan.of(it, Jobs.input(Optional.ofNullable(call.jobExtra())));
            List<TaskPlan> tasks = plan.dag().tasks();
            return Reply.data(new Shown(
                    it.name(),
                    it.workflow().description(),
                    it.form(),
                    it.source(),
                    params,
                    notifier,
                    tasks.stream().map(Task::of).toList(),
                    plan.timeout().map(time -> time.toSeconds()).orElse(null),
                    plan.locks(),
                    plan.lockWait().map(time -> time.toSeconds()).orElse(null),
                    plan.tags(),
                    DotText.of(JobGraph.of(it.name(), tasks)),
                    null));
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException | LinkageError e) { // without the right input many workflows have no plan
            return Reply.data(new Shown(
                    it.name(),
                    it.workflow().description(),
                    it.form(),
                    it.source(),
                    params,
                    notifier,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    String.valueOf(e.getMessage())));
        }
    }

    @Api(value = "/xingqiao/workflow_schema", reads = true)
    FileReply schema() {
        return new FileReply("application/schema+json", YamlFile.schema().getBytes(StandardCharsets.UTF_8));
    }
}
