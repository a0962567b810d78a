package io.butterfly.xingqiao.plans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ten tasks: one, eight at once, one. A doomed job's last task always fails. Each job holds a lock of its own
 * ({@code no}).
 */
@Singleton
class Diamond implements Workflow {
    private static final String[] MIDDLE =
            IntStream.rangeClosed(1, 8).mapToObj(i -> "m" + i).toArray(String[]::new);

    @Override
    public String name() {
        return "diamond";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        List<TaskPlan> plan = new ArrayList<>();
        plan.add(TaskPlan.of("first", "/chaos/work").retryMax(4));
        for (String label : MIDDLE) {
            plan.add(TaskPlan.of(label, "/chaos/work").after("first").retryMax(4));
        }
        String last = jobExtra.path("doomed").asBoolean() ? "/chaos/doomed" : "/chaos/work";
        plan.add(TaskPlan.of("last", last).after(MIDDLE).retryMax(4));
        return plan;
    }

    @Override
    public List<String> locks(ObjectNode jobExtra) {
        return List.of("diamond-" + jobExtra.path("no").asInt());
    }
}
