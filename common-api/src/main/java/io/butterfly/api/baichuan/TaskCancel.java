package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code POST /baichuan/task_cancel}: a message is not to be executed any more. */
public record TaskCancel(@JsonProperty(required = true) String taskId) {}
