package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one turn of a job comes to.
 *
 * @param steps to write
 * @param messages to publish once they are written
 * @param later starts that are written like the others, but whose messages would be more than memory should hold: these
 *     messages are made in later turns
 * @param cancels to cancel once they are written, before anything is published
 * @param age how long the job has run by now
 * @param wakeAt when a pause between attempts or the wait for a signal is over, the earliest of them
 */
public record Turn(
        List<Step> steps,
        List<TaskMessage> messages,
        List<StartId> later,
        List<TaskStart> cancels,
        Duration age,
        Optional<Instant> wakeAt) {
    /** The job has come to its end in this turn. */
    public boolean isLast() {
        return steps.stream().anyMatch(Step.EndJob.class::isInstance);
    }
}
