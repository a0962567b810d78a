package io.butterfly.xingqiao.plans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Its changes are messages. */
@Singleton
class Notified implements Workflow {
    @Override
    public String name() {
        return "told";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return List.of(TaskPlan.of("a", "/told/work"));
    }

    @Override
    public Optional<Notifier> notifier() {
        return Optional.of(new Notifier.Handler("/told/changes"));
    }
}
