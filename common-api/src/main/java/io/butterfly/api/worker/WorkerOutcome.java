package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import java.util.Map;

/** How an execution ended: exactly one of {@code result} and {@code release} is given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerOutcome(
        @Param(value = "The message's id", min = 1) @JsonProperty(required = true)
        String taskId,

        @Param(value = "The token that the claim gave", min = 1) @JsonProperty(required = true)
        String lease,

        @Param(value = "The handler's whole reply object, its stat included; either this or release", type = Map.class)
        RawJson result,

        @Param(
                value = "Give the message back instead: when it may be claimed again, not counted as an attempt",
                min = 0,
                max = 86_400,
                unit = "seconds")
        Integer release) {

    public static WorkerOutcome finished(ClaimedMessage message, RawJson result) {
        return new WorkerOutcome(message.taskId(), message.lease(), result, null);
    }

    public static WorkerOutcome released(ClaimedMessage message, int seconds) {
        return new WorkerOutcome(message.taskId(), message.lease(), null, seconds);
    }
}
