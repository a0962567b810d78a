package io.butterfly.baichuan.message;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A message that has ended, as far as the steps after its end need it.
 *
 * @param keep seconds it is kept, -1 for ever, 0 without its result
 */
public record Ended(String id, String handler, Verdict verdict, int keep, LastRun lastRun, Links links) {
    /**
     * The execution that ended it.
     *
     * @param run how many starts and requeues the message has had
     * @param cost seconds
     * @param worker who executed it, empty for none
     * @param leaseUntil when its lease would have run out (ms), 0 for none: a later one is not its own
     */
    public record LastRun(int run, double cost, int attempt, String worker, long leaseUntil) {}

    /**
     * What else depends on the message.
     *
     * @param onFinish handler that gets a report of the end, empty for none
     * @param source the message whose end this one reported, empty for none
     * @param uniqueKey what it has in common with equal messages, empty when it is not unique
     * @param createdAt when this life of its id began, as text; empty when nothing depends on it
     */
    public record Links(String onFinish, String traceId, String source, String uniqueKey, String createdAt) {}

    public boolean isFailed() {
        return verdict.status() == Status.FAILED;
    }

    public boolean needsReport() {
        return !links.onFinish().isEmpty();
    }

    /** Whether it reported the end of another message. */
    public boolean isReport() {
        return !links.source().isEmpty();
    }

    public boolean isUnique() {
        return !links.uniqueKey().isEmpty();
    }

    /**
     * The id of the report on this end: the same however often it is published, another one for another run, and for a
     * message that was given the same id after this one had gone.
     */
    public String reportId() {
        return Names.OWN + id + "." + Long.toString(micros(links.createdAt()), Character.MAX_RADIX) + "."
                + lastRun.run();
    }

    private static long micros(String time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
