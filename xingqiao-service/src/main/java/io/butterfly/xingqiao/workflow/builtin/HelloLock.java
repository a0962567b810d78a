package io.butterfly.xingqiao.workflow.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.TaskPlan;
import io.butterfly.xingqiao.workflow.Workflow;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Input checked by a schema, a timeout of its own, and locks, both to be overruled by the input. */
@Singleton
final class HelloLock implements Workflow {
    private static final int DEFAULT_TIMEOUT = 1_800;

    private static final JsonNode SCHEMA = Json.tree("""
      {
        "type": "object",
        "properties": {
          "str_info": {"type": "string", "pattern": "[A-Za-z]+$"},
          "job_timeout": {"type": "number"},
          "job_locks": {"type": "string"}
        },
        "required": ["str_info"]
      }
      """);

    @Override
    public String name() {
        return "hello_lock";
    }

    @Override
    public String description() {
        return "One job at a time for each lock name";
    }

    @Override
    public Optional<JsonNode> paramsSchema() {
        return Optional.of(SCHEMA);
    }

    @Override
    public List<TaskPlan> tasks(ObjectNode jobExtra) {
        return List.of(
                TaskPlan.of("task1", "/demo_api/hello").requires("str_info"),
                TaskPlan.of("task2", "/demo_api/ping").after("task1"));
    }

    @Override
    public Optional<Duration> timeout(ObjectNode jobExtra) {
        return Optional.of(Duration.ofSeconds(jobExtra.path("job_timeout").asLong(DEFAULT_TIMEOUT)));
    }

    @Override
    public List<String> locks(ObjectNode jobExtra) {
        return List.of(jobExtra.path("job_locks").asText("ceshi").split(","));
    }
}
