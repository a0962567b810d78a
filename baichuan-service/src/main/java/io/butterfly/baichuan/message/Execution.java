package io.butterfly.baichuan.message;

import io.butterfly.api.ForeignObject;
import java.util.Optional;
import java.util.Set;

/**
 * One start of a message, by one worker.
 *
 * @param params the JSON text
 * @param attempt number of this execution, 1 for the first: lost attempts and retries count
 * @param maxAttempts number of the last execution that may be lost: {@code max_attempts} and the retries so far
 * @param lease the token without which nothing may be written about it
 * @param timeout seconds it may take, -1 for no limit
 */
public record Execution(
        String id,
        String handler,
        String params,
        int attempt,
        int maxAttempts,
        String lease,
        int timeout,
        String traceId) {

    /**
     * As every worker can read it; empty when its parameters are not exactly one JSON object. Only another producer's
     * can be anything: what comes through us was looked at, and has a trace id.
     */
    public Optional<Execution> readable() {
        if (!traceId.isEmpty()) {
            return Optional.of(this);
        }
        try {
            String readable = ForeignObject.read(params, Set.of()).json().text();
            return Optional.of(new Execution(id, handler, readable, attempt, maxAttempts, lease, timeout, traceId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
