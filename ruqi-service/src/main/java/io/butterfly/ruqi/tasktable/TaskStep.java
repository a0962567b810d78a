package io.butterfly.ruqi.tasktable;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.tasktable.KnownTask.Started;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What to do about a row. While its job runs only {@code is_valid} and {@code spec} count, as the manual says; what
 * else changed counts from the next start. A row that is wrong leaves its running job as it was.
 */
sealed interface TaskStep {
    /** Nothing has changed. */
    record Keep() implements TaskStep {}

    /** Makes the row's job. */
    record Start(Jobs.Wanted job) implements TaskStep {}

    /** Gives the row's job another rule. */
    record Reschedule(Started as) implements TaskStep {}

    /** Removes the row's job; a run goes on. */
    record Stop() implements TaskStep {}

    /** The date has come and its run has ended: the row is no longer valid. */
    record Finish() implements TaskStep {}

    /** Says in the row what is wrong with it. */
    record Report(String text) implements TaskStep {}

    /** What was wrong is no longer. */
    record Clear() implements TaskStep {}

    /**
     * What is known beside the row.
     *
     * @param hasJob whether its job is stored
     * @param isRunning whether one of its runs has not ended
     */
    record Circumstances(KnownTask known, boolean hasJob, boolean isRunning) {}

    /** Decided only from what is passed in. */
    static TaskStep of(TaskRow row, Circumstances circumstances, Instant now, ZoneId zone) {
        KnownTask known = circumstances.known();
        if (!row.isValid()) {
            return known.started().isPresent() || circumstances.hasJob() ? new Stop() : keep(known);
        }
        try {
            return known.started().isPresent()
                    ? running(row, known.started().get(), circumstances, now, zone)
                    : start(row, now, zone);
        } catch (Refusal e) {
            return known.report().filter(e.getMessage()::equals).isPresent() ? new Keep() : new Report(e.getMessage());
        }
    }

    private static TaskStep keep(KnownTask known) {
        return known.report().isPresent() ? new Clear() : new Keep();
    }

    private static TaskStep running(TaskRow row, Started as, Circumstances circumstances, Instant now, ZoneId zone) {
        if (as.isDate() && row.when().spec().strip().equals(as.rule())) {
            if (circumstances.hasJob()) {
                return keep(circumstances.known());
            }
            return circumstances.isRunning() ? new Keep() : new Finish();
        }
        if (!circumstances.hasJob()) {
            return start(row, now, zone);
        }
        if (TaskJob.unread(as.trigger(), row.when().spec()).equals(as.rule())) {
            return keep(circumstances.known());
        }
        return new Reschedule(
                new Started(as.trigger(), TaskJob.rule(as.trigger(), row.when().spec(), now, zone)));
    }

    private static TaskStep start(TaskRow row, Instant now, ZoneId zone) {
        if (row.sibling().isPresent()) {
            throw new Refusal(
                    Stat.ERR,
                    "task_key '" + row.call().key() + "' also stands in row "
                            + row.sibling().getAsLong() + ": one of the two rows has to go");
        }
        return new Start(TaskJob.of(row, now, zone));
    }
}
