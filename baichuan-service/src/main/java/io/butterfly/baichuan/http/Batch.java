package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.http.Calls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@code task_create_batch} takes: as the call's record in the library has it, but each element is judged for itself. */
record Batch(@JsonProperty(required = true) RawJson tasks) {
  private static final int MOST = 1_000;
  private static final JavaType TASKS = Json.mapper().getTypeFactory().constructCollectionType(List.class, TaskCreate.class);

  /** One of these is given. */
  record Element(TaskCreate task, Refusal refusal) {}

  List<Element> elements() {
    byte[] json = tasks.text().getBytes(StandardCharsets.UTF_8);
    List<Element> elements = asOne(json);
    Checks.require(!elements.isEmpty() && elements.size() <= MOST, "tasks must be a list of 1 to 1000 tasks");
    return elements;
  }

  private List<Element> asOne(byte[] json) {
    try {
      List<TaskCreate> all = Json.readExactly(json, TASKS);
      return all.contains(null) ? oneByOne() : all.stream().map(task -> new Element(task, null)).toList();
    } catch (JsonProcessingException e) {
      return oneByOne();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Element> oneByOne() {
    JsonNode list = tasks.tree();
    Checks.require(list.isArray(), "parameter 'tasks' must be a list");
    List<Element> elements = new ArrayList<>();
    list.forEach(element -> elements.add(one(element)));
    return elements;
  }

  private static Element one(JsonNode element) {
    try {
      Checks.require(element.isObject(), "a task must be an object");
      return new Element(Calls.read(Json.bytes(element), TaskCreate.class), null);
    } catch (Refusal e) {
      return new Element(null, e);
    }
  }
}
