package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.baichuan.http.Elements.Element;
import java.util.List;

/**
 * What {@code task_create_batch} takes: as the call's record in the library has it, but each element is judged for
 * itself.
 */
record Batch(
        @Param(
                value = "Messages, each judged for itself; their params are at most 4 MB together",
                elements = TaskCreate.class,
                min = 1,
                max = 1000)
        @JsonProperty(required = true)
        RawJson tasks) {
    private static final int MOST = 1_000;

    List<Element<TaskCreate>> elements() {
        List<Element<TaskCreate>> elements = Elements.of("tasks", tasks, TaskCreate.class);
        Checks.require(!elements.isEmpty() && elements.size() <= MOST, "tasks must be a list of 1 to 1000 tasks");
        return elements;
    }
}
