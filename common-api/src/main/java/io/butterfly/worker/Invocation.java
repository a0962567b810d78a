package io.butterfly.worker;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.kernel.TraceParent;

/**
 * One execution of a message.
 *
 * @param taskId the message's id: the same in every attempt, so it serves as idempotency key
 * @param params the JSON object the publisher gave
 * @param attempt 1 for the first execution
 */
public record Invocation(String taskId, String handler, RawJson params, int attempt, String traceId) {

    static Invocation of(ClaimedMessage message) {
        return new Invocation(
                message.taskId(), message.handler(), message.params(), message.attempt(), message.traceId());
    }

    /** The header that carries this execution's trace on to services that know W3C Trace Context. */
    public String traceparent() {
        return TraceParent.of(traceId, taskId);
    }

    /** The parameters as a record; throws {@link IllegalArgumentException} when they do not fit. */
    public <T> T params(Class<T> type) {
        return Json.read(params.text(), type);
    }
}
