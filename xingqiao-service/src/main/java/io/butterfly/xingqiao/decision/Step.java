package io.butterfly.xingqiao.decision;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import java.time.Duration;
import java.util.Optional;

/** One thing to write or to do. A task in a step is as it will be. */
public sealed interface Step {
    /** Write how it ended: finished, failed or skipped, as the task says. */
    record End(Task task, Optional<RawJson> reply, double cost) implements Step {}

    /** Write the new start, then publish its message, if it has one and is not to pause first. */
    record Start(Task task) implements Step {}

    /** Publish the message of the start it is in once more: the same id, so a message that is there stays as it is. */
    record StartSame(Task task) implements Step {}

    /** Collect the replies of its items: with them it ends. */
    record Gather(Task task) implements Step {}

    /** Write that its time is over later. */
    record PutOff(Task task) implements Step {}

    /** Write that it waits again, without result. */
    record Reset(Task task) implements Step {}

    /** Write that its items go on. */
    record Reopen(Task task) implements Step {}

    /** Delete its items. */
    record DropItems(Task task) implements Step {}

    /** Cancel the message of the start the task was in. */
    record CancelMessage(Task task) implements Step {}

    /** Make this reply the job's result. */
    record Save(RawJson reply) implements Step {}

    /** Write that the tasks of the job's end begin. */
    record BeginEnd(String stat) implements Step {}

    /** Write how the job ended. */
    record EndJob(JobStatus status, String stat) implements Step {}

    /** Write that the job starts anew, now. */
    record RestartJob() implements Step {}

    /** Write that the job pauses, from now. */
    record PauseJob() implements Step {}

    /** @param pausedFor all its pauses together */
    record ResumeJob(Duration pausedFor) implements Step {}
}
