package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code GET /baichuan/task_get}: how far a message is, and its result. */
public record TaskGet(@JsonProperty(required = true) String taskId) {}
