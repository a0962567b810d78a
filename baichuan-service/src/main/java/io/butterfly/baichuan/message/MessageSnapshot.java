package io.butterfly.baichuan.message;

/**
 * How a message stands, as its hash says it: all that recovery needs to know.
 *
 * @param lease token of the one who holds it, empty when nobody does or the original's worker does
 * @param leaseUntil when that lease runs out (ms), 0 without one
 * @param startedAt when the execution began (ms), 0 when there is none
 * @param timeout seconds an execution may take, -1 for no limit
 * @param attempt number of this execution or of the next one
 * @param maxAttempts executions that may be lost
 * @param notBefore when it is due (ms), 0 for now
 * @param keep seconds it is kept when it has ended, -1 for ever
 * @param worker who holds it or held it last, empty for nobody
 */
public record MessageSnapshot(
        String id,
        String handler,
        Status status,
        String lease,
        long leaseUntil,
        long startedAt,
        int timeout,
        int attempt,
        int maxAttempts,
        long notBefore,
        int keep,
        String worker) {

    public boolean isTimedOut(long now) {
        return timeout > 0 && startedAt > 0 && now >= startedAt + timeout * 1000L;
    }

    public boolean isLastAttempt() {
        return attempt >= maxAttempts;
    }
}
