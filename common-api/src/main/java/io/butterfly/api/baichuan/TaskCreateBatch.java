package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Up to 1 000 messages, at most 4 MB: {@code POST /baichuan/task_create_batch}. Each is judged for itself. */
public record TaskCreateBatch(@JsonProperty(required = true) List<TaskCreate> tasks) {}
