package io.butterfly.xingqiao.decision;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.Phase;
import io.butterfly.xingqiao.workflow.Work;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Applies what callers want of a job. */
final class Commands {
    /** With these a task fails although its job did not. */
    private static final Set<String> FAILED_OTHERWISE = Set.of(
            Stat.ERR_TASK_CANCELLED.name(),
            Stat.ERR_TASK_PROVIDES.name(),
            Stat.ERR_TASK_REQUIRES.name(),
            Stat.ERR_TASK_RESULT_TOO_LARGE.name());

    private final Board board;
    private final TaskEvents tasks;

    Commands(Board board, TaskEvents tasks) {
        this.board = board;
        this.tasks = tasks;
    }

    void apply(Event.Command command) {
        switch (command) {
            case Event.Cancel _c -> cancel();
            case Event.Pause _p -> pause();
            case Event.Resume _r -> resume();
            case Event.Retry _r -> retry();
            case Event.RetryFrom(Event.TaskKey from) -> retryFrom(from);
            case Event.Signal signal -> signal(signal);
        }
    }

    private void cancel() {
        requireStarted("cancelled");
        for (Task task : board.tasks()) {
            if (task.status().isRunning()) {
                cancelMessage(task);
                String stat = Stat.ERR_TASK_CANCELLED.name();
                board.end(task.fail(stat), Optional.of(TaskEvents.reason(stat, "the job was cancelled")), 0);
            }
        }
        if (board.job().isPaused()) {
            resume();
        }
        String stat = Stat.ERR_JOB_CANCELLED.name();
        board.become(board.job().end(stat, board.now), new Step.BeginEnd(stat));
    }

    private void cancelMessage(Task task) {
        if (task.status().isRunning() && task.hasMessage()) {
            board.add(new Step.CancelMessage(task));
        }
    }

    private void pause() {
        requireStarted("paused");
        if (!board.job().isPaused()) {
            board.become(board.job().pause(board.now), new Step.PauseJob());
        }
    }

    private void resume() {
        requireStarted("resumed");
        if (board.job().isPaused()) {
            Duration pause = board.job().span().pause(board.now);
            Job job = board.job().resume(board.now);
            board.become(job, new Step.ResumeJob(job.span().pausedFor()));
            board.tasks().stream()
                    .filter(task -> task.status() == TaskStatus.PENDING && task.hasMessage() && board.isPhaseOf(task))
                    .forEach(task -> board.add(new Step.StartSame(task)));
            board.tasks().stream()
                    .filter(task -> task.isWaitingForSignal() && task.dueAt().isPresent())
                    .forEach(task -> board.put(new Step.PutOff(task.putOff(pause))));
        }
    }

    private void requireStarted(String what) {
        if (board.job().status() != JobStatus.STARTED) {
            throw new Refusal(
                    Stat.ERR_JOB_STATUS_NOT_STARTED,
                    "only a started job can be " + what + ", this one has "
                            + board.job().status().word());
        }
    }

    private void retry() {
        if (board.job().status() != JobStatus.FAILED) {
            throw new Refusal(
                    Stat.ERR_JOB_STATUS_NOT_FAILED,
                    "only a failed job can be retried, this one is "
                            + board.job().status().word());
        }
        restart(Set.of());
    }

    private void retryFrom(Event.TaskKey key) {
        if (board.job().status() == JobStatus.STARTED) {
            throw new Refusal(
                    Stat.ERR_JOB_STATUS_NOT_FAILED,
                    "the job still runs: cancel it, or wait for its end, before one of its tasks is retried");
        }
        Task from = find(key);
        Set<String> again = new HashSet<>();
        if (!goesOnWhereItFailed(from)) {
            again.add(from.label());
        }
        from.plan().parent().flatMap(board::find).ifPresent(list -> addDependents(list.label(), again));
        addDependents(from.label(), again);
        restart(again);
    }

    private void addDependents(String label, Set<String> again) {
        for (Task task : board.tasks()) {
            if (task.plan().parent().isEmpty()
                    && task.plan().dependencies().contains(label)
                    && again.add(task.label())) {
                addDependents(task.label(), again);
            }
        }
    }

    /** @param again labels of tasks that start anew whether or not they failed */
    private void restart(Set<String> again) {
        board.become(board.job().restart(board.now), new Step.RestartJob());
        for (Task task : board.tasks()) {
            boolean isEndTask =
                    task.phase() != Phase.MAIN && task.plan().parent().isEmpty();
            if (board.find(task.id()).isEmpty()) {
                continue; // an item that went with its list
            }
            if (again.contains(task.label()) || isEndTask) {
                reset(task);
            } else if (task.status() == TaskStatus.FAILED || task.status() == TaskStatus.SKIPPED) {
                resetFailed(task);
            } else if (isListOf(task, again)) {
                board.put(new Step.Reopen(task.reopen()));
            }
        }
    }

    private void reset(Task task) {
        board.items(task).forEach(this::cancelMessage);
        board.dropItems(task);
        cancelMessage(task);
        if (task.status() != TaskStatus.WAITING) {
            board.put(new Step.Reset(task.reset()));
        }
    }

    /** The items of a list that failed go on where they were. */
    private void resetFailed(Task task) {
        if (goesOnWhereItFailed(task)) {
            board.put(new Step.Reset(task.resetToLastStart()));
        } else if (board.items(task).isEmpty()) {
            board.put(new Step.Reset(task.reset()));
        } else {
            board.put(new Step.Reopen(task.reopen()));
        }
    }

    /** A task that is a job, which failed by itself, and with the parameters that it would get again. */
    private boolean goesOnWhereItFailed(Task task) {
        boolean isFailedJob = task.status() == TaskStatus.FAILED
                && task.plan().options().work() instanceof Work.SubJob
                && task.startNo() > 0;
        return isFailedJob
                && !FAILED_OTHERWISE.contains(task.retStat())
                && task.plan().dependencies().stream()
                        .map(board::labelled)
                        .allMatch(dependency -> dependency.status() == TaskStatus.FINISHED);
    }

    private boolean isListOf(Task task, Set<String> again) {
        return task.status() == TaskStatus.FINISHED
                && board.items(task).stream().anyMatch(item -> again.contains(item.label()));
    }

    private void signal(Event.Signal signal) {
        Task task = find(signal.task());
        if (!task.isWaitingForSignal() || board.job().status() != JobStatus.STARTED) {
            throw new Refusal(
                    Stat.ERR_TASK_NOT_WAITING,
                    "the task " + task.label() + " waits for no signal: it is "
                            + task.status().word());
        }
        tasks.end(task, signal.outcome());
    }

    private Task find(Event.TaskKey key) {
        return board.tasks().stream()
                .filter(key::fits)
                .findFirst()
                .orElseThrow(() -> new Refusal(Stat.ERR_TASK_NOT_EXIST, "the job has no such task"));
    }
}
