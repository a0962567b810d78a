package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Names;
import io.butterfly.baichuan.message.Verdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A message that has ended, as far as the steps after its end need it.
 *
 * @param keep seconds it is kept, -1 for ever, 0 without its result
 * @param run how many starts and requeues it has had
 * @param onFinish handler that hears of it, empty for none
 * @param source the message whose end this one reported, empty for none
 * @param worker who executed it, empty for nobody
 * @param uniqueKey what it has in common with equal messages, empty when nobody asked
 * @param createdAt when this life of its id began, as text; empty when nobody needs it
 */
public record Ended(
        String id,
        String handler,
        Verdict verdict,
        int keep,
        int run,
        double cost,
        int attempt,
        String onFinish,
        String traceId,
        String source,
        String worker,
        String uniqueKey,
        String createdAt) {

    /**
     * The id of the report on this end: the same however often it is published, another one for another run, and for a
     * message that was given the same id after this one had gone.
     */
    public String reportId() {
        return Names.OWN + id + "." + Long.toString(micros(createdAt), Character.MAX_RADIX) + "." + run;
    }

    private static long micros(String time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
