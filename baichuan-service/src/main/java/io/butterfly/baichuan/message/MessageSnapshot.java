package io.butterfly.baichuan.message;

/**
 * What a message's hash says at one moment, as far as recovery needs it.
 *
 * @param notBefore when it is due (ms), 0 for now
 * @param keep seconds it is kept when it has ended, -1 for ever
 */
public record MessageSnapshot(
        String id, String handler, Status status, Holder holder, Execution execution, long notBefore, int keep) {
    /**
     * Who holds it.
     *
     * @param lease token of the holder, empty when there is none or it is a Python worker
     * @param leaseUntil when that lease runs out (ms), 0 without one
     * @param worker who holds it or held it last, empty for none
     */
    public record Holder(String lease, long leaseUntil, String worker) {}

    /**
     * The execution that is under way, or the next one.
     *
     * @param startedAt when it began (ms), 0 when there is none
     * @param timeout seconds it may take, -1 for no limit
     * @param attempt its number
     * @param maxAttempts executions that may be lost
     */
    public record Execution(long startedAt, int timeout, int attempt, int maxAttempts) {}

    public String lease() {
        return holder.lease();
    }

    public long leaseUntil() {
        return holder.leaseUntil();
    }

    public String worker() {
        return holder.worker();
    }

    public int attempt() {
        return execution.attempt();
    }

    public boolean isTimedOut(long now) {
        return execution.timeout() > 0
                && execution.startedAt() > 0
                && now >= execution.startedAt() + execution.timeout() * 1000L;
    }

    public boolean isLastAttempt() {
        return execution.attempt() >= execution.maxAttempts();
    }
}
