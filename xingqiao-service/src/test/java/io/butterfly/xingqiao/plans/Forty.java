package io.butterfly.xingqiao.plans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;

/** Forty tasks, one after the other: long enough to be killed in the middle. */
@Singleton
class Forty implements Workflow {
    @Override
    public String name() {
        return "forty";
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(i -> TaskPlan.of("t" + i, "/demo_api/ping"))
                .map(task -> task.label().equals("t1")
                        ? task
                        : task.after("t" + (Integer.parseInt(task.label().substring(1)) - 1)))
                .toList();
    }
}
