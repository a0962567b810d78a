package io.butterfly.xingqiao.workflow.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;

/** Two tasks, one after the other. */
@Singleton
final class Ping implements Workflow {
    @Override
    public String name() {
        return "ping";
    }

    @Override
    public String description() {
        return "Two tasks, one after the other";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return onceAndAgain();
    }

    static List<TaskPlan> onceAndAgain() {
        return List.of(
                TaskPlan.of("task1", "/demo_api/ping"),
                TaskPlan.of("task2", "/demo_api/ping").after("task1"));
    }
}
