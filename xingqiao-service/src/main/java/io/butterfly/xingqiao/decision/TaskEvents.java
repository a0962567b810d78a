package io.butterfly.xingqiao.decision;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What becomes of a task when something happened to it. An event of an earlier start, or of a task that is over,
 * changes nothing.
 */
final class TaskEvents {
    private static final Outcome TOO_LATE = new Outcome(
            Stat.ERR_MSG_TIMEOUT.name(),
            Optional.of(reason(
                    Stat.ERR_TASK_EXE_TIMEOUT.name(), "the worker, which knows no limits, had not ended in time")),
            0);

    private final Board board;

    TaskEvents(Board board) {
        this.board = board;
    }

    void ended(Event.Ended event) {
        ifRunning(event.task(), event.startNo(), task -> end(task, event.outcome()));
    }

    void unheard(Event.Unheard event) {
        ifRunning(event.task(), event.startNo(), task -> {
            boolean isHeldBack = board.job().isPaused() && task.status() == TaskStatus.PENDING;
            if (board.job().status() == JobStatus.STARTED
                    && board.isPhaseOf(task)
                    && task.hasMessage()
                    && !isHeldBack) {
                board.add(new Step.StartSame(task));
            }
        });
    }

    void overdue(Event.Overdue event) {
        ifRunning(event.task(), event.startNo(), task -> {
            board.add(new Step.CancelMessage(task));
            end(task, TOO_LATE);
        });
    }

    void refused(Event.Refused event) {
        ifRunning(event.task(), event.startNo(), task -> fail(task, Stat.ERR_TASK_REFUSED.name(), event.reason()));
    }

    void unfit(Event.Unfit event) {
        board.find(event.task())
                .filter(task -> !task.status().isOver())
                .ifPresent(task -> fail(task, event.stat(), event.reason()));
    }

    void unwanted(Event.Unwanted event) {
        ifWaiting(event.task(), task -> board.end(task.become(TaskStatus.SKIPPED), Optional.empty(), 0));
    }

    void fannedOut(Event.FannedOut event) {
        ifWaiting(event.task(), task -> board.put(new Step.Start(task.startAlone(Optional.empty()))));
    }

    /** Fails the tasks whose signal did not come in time. */
    void time() {
        for (Task task : board.tasks()) {
            if (task.isWaitingForSignal()
                    && task.dueAt().filter(due -> !board.now.isBefore(due)).isPresent()) {
                fail(
                        task,
                        Stat.ERR_TASK_EXE_TIMEOUT.name(),
                        "no signal came within " + task.plan().timeoutSeconds() + " s");
            }
        }
    }

    private void ifRunning(TaskId id, int startNo, Consumer<Task> then) {
        board.find(id)
                .filter(task -> task.status().isRunning() && task.startNo() == startNo)
                .ifPresent(then);
    }

    private void ifWaiting(TaskId id, Consumer<Task> then) {
        board.find(id).filter(task -> task.status() == TaskStatus.WAITING).ifPresent(then);
    }

    void end(Task task, Outcome outcome) {
        if (outcome.isTooLarge()) {
            String limit = "the reply has more than " + Outcome.MAX_REPLY
                    + " characters: store it elsewhere and reply where it is";
            board.end(
                    task.fail(Stat.ERR_TASK_RESULT_TOO_LARGE.name()),
                    Optional.of(reason(Stat.ERR_TASK_RESULT_TOO_LARGE.name(), limit)),
                    outcome.cost());
        } else if (!outcome.isOk()) {
            failOrStartAgain(task, stat(outcome), outcome);
        } else if (!task.fansOut() && !outcome.provides(task.plan().provides())) {
            failOrStartAgain(task, Stat.ERR_TASK_PROVIDES.name(), outcome);
        } else {
            board.end(task.become(TaskStatus.FINISHED), outcome.reply(), outcome.cost());
            if (task.plan().isSave() && board.job().status() == JobStatus.STARTED) {
                board.add(new Step.Save(outcome.reply().orElseThrow()));
            }
        }
    }

    private static String stat(Outcome outcome) {
        if (Stat.ERR_MSG_TIMEOUT.name().equals(outcome.stat())) {
            return Stat.ERR_TASK_EXE_TIMEOUT.name();
        }
        return Stat.OK.name().equals(outcome.stat()) ? Stat.ERR_MSG_RESULT_FAILED.name() : outcome.stat();
    }

    private void failOrStartAgain(Task task, String stat, Outcome outcome) {
        if (task.hasMessage() && task.retryCount() < task.plan().retryMax() && mayStartAgain(task)) {
            Duration pause = task.plan().options().backoff().before(task.retryCount() + 1);
            boolean isAtOnce = pause.isZero() && !board.job().isPaused();
            Optional<Instant> notBefore = isAtOnce ? Optional.empty() : Optional.of(board.now.plus(pause));
            board.put(new Step.Start(task.startAgain(notBefore)));
        } else {
            board.end(task.fail(stat), outcome.reply(), outcome.cost());
        }
    }

    private boolean mayStartAgain(Task task) {
        return board.job().status() == JobStatus.STARTED
                && !board.isLate()
                && board.isPhaseOf(task)
                && (task.phase() != Phase.MAIN || !board.isStopped());
    }

    private void fail(Task task, String stat, String why) {
        board.steps()
                .removeIf(step ->
                        step instanceof Step.Start(Task other) && other.id().equals(task.id())
                                || step instanceof Step.StartSame(Task same)
                                        && same.id().equals(task.id()));
        board.end(task.fail(stat), Optional.of(reason(stat, why)), 0);
    }

    static RawJson reason(String stat, String message) {
        return RawJson.of(Json.mapper().createObjectNode().put("stat", stat).put("message", message));
    }
}
