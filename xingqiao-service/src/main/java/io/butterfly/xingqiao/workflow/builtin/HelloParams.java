package io.butterfly.xingqiao.workflow.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** As hello, but the first task's parameters are fixed when the job is created. */
@Singleton
final class HelloParams implements Workflow {
    @Override
    public String name() {
        return "hello_params";
    }

    @Override
    public String description() {
        return "As hello, with the first task's parameters fixed";
    }

    @Override
    public void paramsCheck(ObjectNode jobExtra) {
        Hello.requireStrInfo(jobExtra);
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return Hello.greetPingCollect(
                TaskPlan.of("task1", "/demo_api/hello").params(Map.of("str_info", "hello world")));
    }
}
