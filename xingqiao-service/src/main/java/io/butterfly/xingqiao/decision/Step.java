package io.butterfly.xingqiao.decision;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import java.time.Duration;
import java.util.Optional;

/** One thing to write or to do: for one task, or for the job as a whole. */
public sealed interface Step {
    /** The task in it is as it will be. */
    sealed interface TaskStep extends Step {
        Task task();
    }

    /** Write the new start, then publish its message, if it has one and is not to pause first. */
    record Start(Task task) implements TaskStep {}

    /**
     * Publish the message of the start it is in once more, under the same id: a message that is there stays as it is.
     */
    record StartSame(Task task) implements TaskStep {}

    /** Collect the replies of its items: with them it ends. */
    record Gather(Task task) implements TaskStep {}

    /** Cancel the message of the start the task was in. */
    record CancelMessage(Task task) implements TaskStep {}

    /** Changes rows, and nothing outside of the database. */
    sealed interface Change extends TaskStep {}

    /** Write how it ended: finished, failed or skipped, as the task says. */
    record End(Task task, Optional<RawJson> reply, double cost) implements Change {}

    /** Write that its time is over later. */
    record PutOff(Task task) implements Change {}

    /** Write that it waits again, without result. */
    record Reset(Task task) implements Change {}

    /** Write that its items go on. */
    record Reopen(Task task) implements Change {}

    /** Delete its items. */
    record DropItems(Task task) implements Change {}

    /** Written to the job's row. */
    sealed interface JobStep extends Step {}

    /** Make this reply the job's result. */
    record Save(RawJson reply) implements JobStep {}

    /** Write that the tasks of the job's end begin. */
    record BeginEnd(String stat) implements JobStep {}

    /** Write how the job ended. */
    record EndJob(JobStatus status, String stat) implements JobStep {}

    /** Write that the job starts anew, now. */
    record RestartJob() implements JobStep {}

    /** Write that the job pauses, from now. */
    record PauseJob() implements JobStep {}

    /** @param pausedFor all its pauses together */
    record ResumeJob(Duration pausedFor) implements JobStep {}
}
