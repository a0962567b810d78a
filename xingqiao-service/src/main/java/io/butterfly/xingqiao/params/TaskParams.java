package io.butterfly.xingqiao.params;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.workflow.Dag;
import java.util.List;

/** The parameters of a task that is about to start. */
public sealed interface TaskParams {
  record Complete(RawJson params) implements TaskParams {}

  /** The task cannot start: these of its {@code requires} have no value anywhere. */
  record Incomplete(List<String> missing) implements TaskParams {}

  /** What the start has of its own wins over a dependency's reply, that over the task's extra, that over the job's; only top-level members count. */
  static TaskParams of(TaskInput input, RawJson jobExtra) {
    if (input.params().isPresent()) {
      return new Complete(input.params().get());
    }
    if (input.requires().isEmpty()) {
      return new Complete(RawJson.EMPTY_OBJECT);
    }
    ObjectNode values = values(input, jobExtra);
    List<String> missing = input.requires().stream().filter(name -> !values.has(name)).toList();
    return missing.isEmpty() ? new Complete(RawJson.of(values.retain(input.requires()))) : new Incomplete(missing);
  }

  private static ObjectNode values(TaskInput input, RawJson jobExtra) {
    ObjectNode values = Json.mapper().createObjectNode();
    putAll(values, jobExtra.tree());
    putAll(values, input.extra().tree());
    ArrayNode all = Json.mapper().createArrayNode();
    for (RawJson reply : input.replies()) {
      JsonNode tree = reply.tree();
      putAll(values, tree);
      all.add(tree);
    }
    values.set(Dag.ALL_TASKDATA, all);
    input.own().forEach((name, value) -> values.set(name, value.tree()));
    return values;
  }

  private static void putAll(ObjectNode values, JsonNode source) {
    if (source.isObject()) {
      values.setAll((ObjectNode) source);
    }
  }
}
