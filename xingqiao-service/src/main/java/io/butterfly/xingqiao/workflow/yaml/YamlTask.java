package io.butterfly.xingqiao.workflow.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.OptionsForm;
import io.butterfly.xingqiao.workflow.TaskPlan;
import java.util.List;
import java.util.stream.StreamSupport;

/** One element of {@code tasks}. */
final class YamlTask {
    private static final List<String> OPTIONS =
            List.of("when", "trigger_rule", "run", "foreach", "workflow", "wait", "backoff");

    private YamlTask() {}

    /** Throws {@link IllegalArgumentException}. @param params filled in, null for none */
    static TaskPlan plan(ObjectNode task, JsonNode params) {
        TaskPlan plan = TaskPlan.of(task.path("label").asText(), cmd(task))
                .requires(names(task, "requires"))
                .provides(names(task, "provides"))
                .after(names(task, "dependencies"))
                .retryMax(task.path("retrymax").asInt())
                .timeout(task.path("timeout").asInt())
                .options(form(task).options());
        plan = params == null ? plan : plan.params(params);
        plan = task.has("extra") ? plan.extra(task.get("extra")) : plan;
        return task.path("is_save").asBoolean() ? plan.saved() : plan;
    }

    private static String cmd(ObjectNode task) {
        if (task.has("workflow")) {
            return TaskPlan.SUB_JOB;
        }
        return task.path("wait").asBoolean()
                ? TaskPlan.SIGNAL
                : task.path("cmd").asText();
    }

    private static OptionsForm form(ObjectNode task) {
        try {
            return Json.mapper().treeToValue(task.deepCopy().retain(OPTIONS), OptionsForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof IllegalArgumentException own ? own.getMessage() : e.getOriginalMessage(),
                    e);
        }
    }

    private static String[] names(ObjectNode task, String member) {
        return StreamSupport.stream(task.path(member).spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
    }
}
