package io.butterfly.xingqiao.plans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.OptionsForm;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A workflow whose plan is given by the job itself: {@code {"tasks": [{"label", "cmd", "params", "requires",
 * "provides", "dependencies", "retrymax", "save", "timeout", and what a task may ask for beyond a plain call}]}}.
 */
@Singleton
class Given implements Workflow {
    @Override
    public String name() {
        return "given";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        List<TaskPlan> plan = new ArrayList<>();
        for (JsonNode task :
                jobExtra.get("tasks")) { // a job without tasks ends in a NullPointerException, as foreign code may
            TaskPlan next = TaskPlan.of(
                            task.path("label").asText(), task.path("cmd").asText("/test/work"))
                    .requires(texts(task.path("requires")))
                    .provides(texts(task.path("provides")))
                    .after(texts(task.path("dependencies")))
                    .retryMax(task.path("retrymax").asInt())
                    .timeout(task.path("timeout").asInt())
                    .options(Json.read(task.toString(), OptionsForm.class).options());
            next = task.has("params") ? next.params(task.get("params")) : next;
            plan.add(task.path("save").asBoolean() ? next.saved() : next);
        }
        return plan;
    }

    private static String[] texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
    }
}
