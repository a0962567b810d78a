package io.butterfly.xingqiao.workflow.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;

/** Parameters collected at run time, and a last task that gathers all replies into the job's result. */
@Singleton
final class Hello implements Workflow {
    @Override
    public String name() {
        return "hello";
    }

    @Override
    public String description() {
        return "Parameters collected at run time, and all replies gathered into the job's result";
    }

    @Override
    public void paramsCheck(ObjectNode jobExtra) {
        requireStrInfo(jobExtra);
    }

    static void requireStrInfo(ObjectNode jobExtra) {
        if (!jobExtra.has("str_info")) {
            throw new IllegalArgumentException("job_extra must have str_info");
        }
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return greetPingCollect(TaskPlan.of("task1", "/demo_api/hello").requires("str_info"));
    }

    static List<TaskPlan> greetPingCollect(TaskPlan greet) {
        return List.of(
                greet,
                TaskPlan.of("task2", "/demo_api/ping").after("task1"),
                TaskPlan.of("task3", "/demo_api/collect")
                        .requires("all_taskdata")
                        .after("task1", "task2")
                        .saved());
    }
}
