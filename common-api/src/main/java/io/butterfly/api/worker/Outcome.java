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
public record Outcome(
        @JsonProperty(required = true) String taskId,
        @JsonProperty(required = true) String lease,
        RawJson result,
        Integer release) {

    public static Outcome finished(ClaimedMessage message, RawJson result) {
        return new Outcome(message.taskId(), message.lease(), result, null);
    }

    public static Outcome released(ClaimedMessage message, int seconds) {
        return new Outcome(message.taskId(), message.lease(), null, seconds);
    }
}
