package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A workflow as its file has it, checked against the published schema. */
final class YamlWorkflow implements Workflow {
    private final ObjectNode file;

    YamlWorkflow(ObjectNode file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.get("name").asText();
    }

    @Override
    public String description() {
        return file.path("description").asText();
    }

    @Override
    public Optional<JsonNode> paramsSchema() {
        return Optional.ofNullable(file.get("params"));
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        List<TaskPlan> plan = new ArrayList<>();
        for (JsonNode task : file.get("tasks")) {
            JsonNode params = task.get("params");
            String what = "task " + task.path("label").asText();
            plan.add(YamlTask.plan((ObjectNode) task, params == null ? null : Template.fill(what, params, jobExtra)));
        }
        return plan;
    }

    /** The tasks without a job: their params are as the file has them. */
    List<TaskPlan> shape() {
        List<TaskPlan> plan = new ArrayList<>();
        file.get("tasks").forEach(task -> plan.add(YamlTask.plan((ObjectNode) task, task.get("params"))));
        return plan;
    }

    @Override
    public Optional<Duration> timeout(ObjectNode jobExtra) {
        return seconds("timeout", jobExtra);
    }

    @Override
    public Optional<Duration> lockWait(ObjectNode jobExtra) {
        return seconds("job_lock_wait", jobExtra);
    }

    /** The schema lets text through only where a value of the job's extra is to stand. */
    private Optional<Duration> seconds(String member, ObjectNode jobExtra) {
        if (!file.has(member)) {
            return Optional.empty();
        }
        JsonNode value = Template.fill(member, file.get(member), jobExtra);
        if (!value.isNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(member + " must be a number of seconds, not " + value);
        }
        return Optional.of(Duration.ofSeconds(value.asLong()));
    }

    @Override
    public List<String> locks(ObjectNode jobExtra) {
        JsonNode locks = file.path("locks");
        Stream<String> names = locks.isTextual()
                ? Stream.of(locks.textValue())
                : locks.valueStream().map(JsonNode::asText);
        return names.map(name ->
                        Template.fill("locks", file.textNode(name), jobExtra).asText())
                .flatMap(joined -> Stream.of(joined.split(",")))
                .map(String::strip)
                .toList();
    }

    @Override
    public Map<String, String> tags(ObjectNode jobExtra) {
        Map<String, String> tags = new LinkedHashMap<>();
        file.path("tags")
                .properties()
                .forEach(tag -> tags.put(
                        tag.getKey(),
                        Template.fill("tags", tag.getValue(), jobExtra).asText()));
        return tags;
    }

    @Override
    public Optional<Notifier> notifier() {
        return Optional.ofNullable(notifier(file));
    }

    static Notifier notifier(ObjectNode file) {
        JsonNode notifier = file.path("notifier");
        if (notifier.has("webhook")) {
            return new Notifier.Webhook(URI.create(notifier.get("webhook").asText()));
        }
        return notifier.has("handler")
                ? new Notifier.Handler(notifier.get("handler").asText())
                : null;
    }
}
