package io.butterfly.xingqiao.decision;

import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.Phase;
import io.butterfly.xingqiao.workflow.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides. The tables of all states are in the package's text, and {@code ProgressTest} goes through them row by row.
 */
public final class Progress {
    private final Board board;

    private Progress(Board board) {
        this.board = board;
    }

    /** @param tasks all tasks of the job, by id */
    public static List<Step> of(Job job, List<Task> tasks, List<Event> events, Instant now) {
        Board board = new Board(job, tasks, now);
        TaskEvents taskEvents = new TaskEvents(board);
        Commands commands = new Commands(board, taskEvents);
        for (Event event : events) {
            switch (event) {
                case Event.Ended it -> taskEvents.ended(it);
                case Event.Unheard it -> taskEvents.unheard(it);
                case Event.Overdue it -> taskEvents.overdue(it);
                case Event.Refused it -> taskEvents.refused(it);
                case Event.Unfit it -> taskEvents.unfit(it);
                case Event.Unwanted it -> taskEvents.unwanted(it);
                case Event.FannedOut it -> taskEvents.fannedOut(it);
                case Event.Command it -> commands.apply(it);
            }
        }
        if (board.job().status() == JobStatus.STARTED && !board.job().isPaused()) {
            taskEvents.time();
            Progress progress = new Progress(board);
            if (board.job().waitsForLocks()) {
                progress.awaitLocks();
            } else {
                progress.advance();
            }
        }
        return board.steps();
    }

    /** Nothing has been started, so nothing is cleaned up either. */
    private void awaitLocks() {
        board.job().ending().ifPresentOrElse(this::endJob, () -> {
            if (board.isLate()) {
                endJob(Stat.ERR_JOB_LOCKED.name());
            }
        });
    }

    private void advance() {
        if (board.job().ending().isEmpty()) {
            startMain();
            mainVerdict().ifPresent(this::beginEnd);
        }
        board.job().ending().ifPresent(this::advanceEnd);
    }

    /** Once a task has failed without another one that handles it, only tasks whose rule wants failures still start. */
    private void startMain() {
        boolean isStopped = board.isStopped();
        Predicate<Task> mayRun =
                isStopped ? task -> task.plan().options().rule().handlesFailures() : task -> true;
        Predicate<Task> willNeverRun = task -> isStopped && task.status() == TaskStatus.WAITING && !mayRun.test(task);
        startReady(Phase.MAIN, mayRun, willNeverRun);
        if (!isStopped && board.isStopped()) {
            startMain(); // what has just failed stops others
        }
    }

    private void startReady(Phase phase, Predicate<Task> mayRun, Predicate<Task> willNeverRun) {
        boolean isChanged = true;
        while (isChanged && !board.isLate()) {
            isChanged = false;
            for (Task task : board.in(phase)
                    .filter(it -> it.status() == TaskStatus.WAITING && mayRun.test(it))
                    .toList()) {
                List<Task> dependencies =
                        task.plan().dependencies().stream().map(board::labelled).toList();
                switch (Readiness.of(task.plan().options().rule(), dependencies, willNeverRun)) {
                    case READY -> start(task);
                    case NEVER -> {
                        board.end(task.become(TaskStatus.SKIPPED), Optional.empty(), 0);
                        isChanged = true;
                    }
                    case NOT_YET -> {}
                }
            }
        }
        board.in(phase)
                .filter(task -> task.fansOut() && task.status() == TaskStatus.STARTED)
                .toList()
                .forEach(this::advanceItems);
    }

    private void start(Task task) {
        if (task.plan().options().work() instanceof Work.Wait) {
            int timeout = task.plan().timeoutSeconds();
            board.put(new Step.Start(
                    task.startAlone(timeout == 0 ? Optional.empty() : Optional.of(board.now.plusSeconds(timeout)))));
        } else {
            board.put(new Step.Start(task.start()));
        }
    }

    /** Items belong to one task that runs: they start although others have failed, but not after one of their own. */
    private void advanceItems(Task list) {
        List<Task> items = board.items(list);
        Optional<Task> failed = items.stream()
                .filter(item -> item.status() == TaskStatus.FAILED)
                .findFirst();
        long running = items.stream().filter(item -> item.status().isRunning()).count();
        if (failed.isPresent()) {
            if (running == 0) {
                String why = "its item " + failed.get().label() + " failed";
                board.end(
                        list.fail(failed.get().retStat()),
                        Optional.of(TaskEvents.reason(failed.get().retStat(), why)),
                        0);
            }
        } else if (items.stream().allMatch(item -> item.status() == TaskStatus.FINISHED)) {
            board.add(new Step.Gather(list));
        } else if (!board.isLate()) {
            int parallel = list.plan().options().forEach().orElseThrow().parallel();
            items.stream()
                    .filter(item -> item.status() == TaskStatus.WAITING)
                    .limit(parallel == 0 ? items.size() : Math.max(0, parallel - running))
                    .forEach(this::start);
        }
    }

    /**
     * With which code the work is over; empty while it is not. A job whose tasks have all finished is finished, however
     * late.
     */
    private Optional<String> mainVerdict() {
        boolean isRunning = board.in(Phase.MAIN).anyMatch(task -> task.status().isRunning());
        Optional<Task> failed = board.firstFailed(Phase.MAIN);
        if (!isRunning && failed.isPresent()) {
            return Optional.of(codeOf(failed.get()));
        }
        if (board.in(Phase.MAIN).allMatch(task -> task.status().isOver())) {
            return Optional.of(Stat.OK.name());
        }
        return board.isLate() ? Optional.of(Stat.ERR_JOB_EXE_TIMEOUT.name()) : Optional.empty();
    }

    private void beginEnd(String stat) {
        if (stat.equals(Stat.ERR_JOB_EXE_TIMEOUT.name())) {
            board.steps().removeIf(step -> step instanceof Step.StartSame);
        }
        boolean hasEnd = board.in(Phase.FINALLY).findAny().isPresent()
                || !stat.equals(Stat.OK.name())
                        && board.in(Phase.ON_FAILURE).findAny().isPresent();
        if (hasEnd) {
            board.become(board.job().end(stat, board.now), new Step.BeginEnd(stat));
        } else {
            endJob(stat);
        }
    }

    private void advanceEnd(String stat) {
        if (stat.equals(Stat.OK.name())) {
            board.in(Phase.ON_FAILURE)
                    .filter(task -> task.status() == TaskStatus.WAITING)
                    .toList()
                    .forEach(task -> board.end(task.become(TaskStatus.SKIPPED), Optional.empty(), 0));
        }
        Predicate<Task> isOfWork = task -> task.phase() == Phase.MAIN;
        startReady(Phase.ON_FAILURE, task -> true, isOfWork);
        if (board.in(Phase.ON_FAILURE).allMatch(task -> task.status().isOver())) {
            startReady(Phase.FINALLY, task -> true, isOfWork);
        }
        boolean isOver = board.in(Phase.ON_FAILURE)
                        .allMatch(task -> task.status().isOver())
                && board.in(Phase.FINALLY).allMatch(task -> task.status().isOver());
        if (isOver || board.isLate()) {
            endJob(stat.equals(Stat.OK.name()) ? endVerdict() : stat);
        }
    }

    private String endVerdict() {
        return board.firstFailed(Phase.FINALLY)
                .map(Progress::codeOf)
                .orElse(
                        board.in(Phase.FINALLY).allMatch(task -> task.status().isOver())
                                ? Stat.OK.name()
                                : Stat.ERR_JOB_EXE_TIMEOUT.name());
    }

    private void endJob(String stat) {
        board.add(new Step.EndJob(stat.equals(Stat.OK.name()) ? JobStatus.FINISHED : JobStatus.FAILED, stat));
    }

    private static String codeOf(Task failed) {
        return Stat.OK.name().equals(failed.retStat()) ? Stat.ERR_JOB_EXE_FAILED.name() : failed.retStat();
    }
}
