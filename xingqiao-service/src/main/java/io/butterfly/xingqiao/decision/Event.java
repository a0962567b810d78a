package io.butterfly.xingqiao.decision;

import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;

/** Something that happened to a job. The passage of time is not an event: every decision gets the time. */
public sealed interface Event {
    /** The message of this start has ended. */
    record Ended(TaskId task, int startNo, Outcome outcome) implements Event {}

    /**
     * BaiChuan is not known to have the message of this start: its acknowledgement is missing, or BaiChuan says that
     * there is none.
     */
    record Unheard(TaskId task, int startNo) implements Event {}

    /** A Python worker, which knows no limits, executes the message of this start for longer than it may. */
    record Overdue(TaskId task, int startNo) implements Event {}

    /** BaiChuan will never take the message of this start. */
    record Refused(TaskId task, int startNo, String reason) implements Event {}

    /** The task was to start, but cannot. */
    record Unfit(TaskId task, String stat, String reason) implements Event {}

    /** The task was to start, but its condition is false. */
    record Unwanted(TaskId task) implements Event {}

    /** The task was to start; its items are tasks of the job from now on. */
    record FannedOut(TaskId task) implements Event {}

    /** What a caller wants of the job; throws a {@link io.butterfly.api.Refusal} when that cannot be. */
    sealed interface Command extends Event {}

    record Cancel() implements Command {}

    record Pause() implements Command {}

    record Resume() implements Command {}

    record Retry() implements Command {}

    /** @param from the id, or the label, of the task */
    record RetryFrom(TaskKey from) implements Command {}

    /** @param outcome what the signal brings */
    record Signal(TaskKey task, Outcome outcome) implements Command {}

    /** Names one task of a job. */
    sealed interface TaskKey {
        record ById(TaskId id) implements TaskKey {}

        record ByLabel(String label) implements TaskKey {}

        default boolean fits(Task task) {
            return switch (this) {
                case ById(TaskId id) -> task.id().equals(id);
                case ByLabel(String label) -> task.label().equals(label);
            };
        }
    }
}
