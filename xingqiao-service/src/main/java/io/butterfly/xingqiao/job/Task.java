package io.butterfly.xingqiao.job;

import io.butterfly.xingqiao.workflow.Phase;
import io.butterfly.xingqiao.workflow.TaskOptions;
import io.butterfly.xingqiao.workflow.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task, as far as deciding needs: neither its parameters nor its result.
 *
 * @param startNo how often it was started
 * @param retStat {@code OK} until it has failed
 * @param dueAt of a pending task: not published before; of one that waits for a signal: fails then
 */
public record Task(
        TaskId id,
        String label,
        TaskStatus status,
        Plan plan,
        int retryCount,
        int startNo,
        String retStat,
        Optional<Instant> dueAt) {

    /**
     * What stays as it was planned.
     *
     * @param dependencies labels
     * @param timeoutSeconds 0 for none
     * @param parent the task of whose list this one has an item
     */
    public record Plan(
            List<String> dependencies,
            List<String> provides,
            boolean isSave,
            int retryMax,
            int timeoutSeconds,
            TaskOptions options,
            Optional<TaskId> parent) {}

    public Phase phase() {
        return plan.options().phase();
    }

    /** It becomes as many as its list has items. */
    public boolean fansOut() {
        return plan.options().forEach().isPresent();
    }

    /** A start of it has a message, or a job. */
    public boolean hasMessage() {
        return !fansOut() && !(plan.options().work() instanceof Work.Wait);
    }

    public boolean isWaitingForSignal() {
        return plan.options().work() instanceof Work.Wait && status == TaskStatus.STARTED;
    }

    public Task become(TaskStatus next) {
        return with(next, retStat, retryCount, startNo, Optional.empty());
    }

    public Task fail(String stat) {
        return with(TaskStatus.FAILED, stat, retryCount, startNo, Optional.empty());
    }

    public Task start() {
        return with(TaskStatus.PENDING, retStat, retryCount, startNo + 1, Optional.empty());
    }

    /** Without a message: from here on it is under way. */
    public Task startAlone(Optional<Instant> until) {
        return with(TaskStatus.STARTED, retStat, retryCount, startNo + 1, until);
    }

    /** @param notBefore the end of the pause; empty to start at once */
    public Task startAgain(Optional<Instant> notBefore) {
        return with(TaskStatus.PENDING, retStat, retryCount + 1, startNo + 1, notBefore);
    }

    /** Its time is over that much later. */
    public Task putOff(Duration pause) {
        return new Task(id, label, status, plan, retryCount, startNo, retStat, dueAt.map(due -> due.plus(pause)));
    }

    /** As if it had never run; its starts still count. */
    public Task reset() {
        return new Task(id, label, TaskStatus.WAITING, plan, retryCount, startNo, "OK", Optional.empty());
    }

    /** As {@link #reset}, but its next start is its last one again: the job that this was goes on where it failed. */
    public Task resetToLastStart() {
        return new Task(id, label, TaskStatus.WAITING, plan, retryCount, startNo - 1, "OK", Optional.empty());
    }

    /** Its items go on. */
    public Task reopen() {
        return new Task(id, label, TaskStatus.STARTED, plan, retryCount, startNo, "OK", Optional.empty());
    }

    private Task with(TaskStatus next, String stat, int retries, int starts, Optional<Instant> due) {
        if (!status.next().contains(next)) {
            throw new IllegalStateException(
                    "task " + id + " cannot become " + next.word() + ", it is " + status.word());
        }
        return new Task(id, label, next, plan, retries, starts, stat, due);
    }
}
