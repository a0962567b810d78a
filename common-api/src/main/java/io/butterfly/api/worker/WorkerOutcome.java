package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;

/**
 * How an execution ended: exactly one of {@code result} and {@code release} is given.
 *
 * @param lease the token the claim gave
 * @param result the handler's whole reply object, {@code stat} included
 * @param release give the message back instead: seconds until it may be claimed again, not counted as an attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerOutcome(
        @JsonProperty(required = true) String taskId,
        @JsonProperty(required = true) String lease,
        RawJson result,
        Integer release) {

    public static WorkerOutcome finished(ClaimedMessage message, RawJson result) {
        return new WorkerOutcome(message.taskId(), message.lease(), result, null);
    }

    public static WorkerOutcome released(ClaimedMessage message, int seconds) {
        return new WorkerOutcome(message.taskId(), message.lease(), null, seconds);
    }
}
