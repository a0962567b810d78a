package io.butterfly.xingqiao.plans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One task, then as many at once as the job says ({@code width}), then one that collects all their replies. */
@Singleton
class Fan implements Workflow {
    @Override
    public String name() {
        return "fan";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        String[] labels = IntStream.range(0, jobExtra.path("width").asInt())
                .mapToObj(i -> "t" + i)
                .toArray(String[]::new);
        List<TaskPlan> plan = new ArrayList<>();
        plan.add(TaskPlan.of("first", "/demo_api/ping"));
        for (String label : labels) {
            plan.add(TaskPlan.of(label, "/demo_api/ping").after("first"));
        }
        plan.add(TaskPlan.of("last", "/demo_api/collect")
                .requires("all_taskdata")
                .after(labels)
                .saved());
        return plan;
    }
}
