package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** {@code GET /baichuan/task_get}: how far a message is, and its result. */
public record TaskGet(
        @Param(value = "The message's id", min = 1) @JsonProperty(required = true)
        String taskId,

        @Param(
                value = "Answer as soon as the message has ended, at the latest after so many seconds",
                min = 0,
                max = 30,
                byDefault = "0",
                unit = "seconds")
        @JsonProperty("wait")
        Integer waitSeconds) {}
