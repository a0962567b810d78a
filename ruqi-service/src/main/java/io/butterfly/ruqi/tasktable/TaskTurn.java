package io.butterfly.ruqi.tasktable;

import io.butterfly.api.Refusal;
import io.butterfly.ruqi.job.JobChange;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.tasktable.KnownTask.Started;
import io.butterfly.ruqi.tasktable.TaskStep.Circumstances;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at all rows. They go in groups, of which each makes a few transactions, so that ten thousand rows that one
 * statement has changed count within seconds, and no lock is held for long.
 */
final class TaskTurn {
    private static final Logger LOG = LoggerFactory.getLogger(TaskTurn.class);
    private static final int GROUP = 500;
    private static final String NOT_STORED = "it could not be stored; the log of RuQi says why";

    private final TaskTable table;
    private final Jobs jobs;
    private final Clock clock;
    private final RowReports reports;
    private final Map<Long, KnownTask> known;
    private final Set<Long> withJob;
    private final Set<Long> running;
    private final Set<Long> seen = new HashSet<>();

    /**
     * What is known before the rows are read, in this order: a job that fires meanwhile then still has its job, or has
     * its run.
     *
     * @param withJob rows whose job is stored
     * @param running rows of which a run has not ended
     */
    record Before(Map<Long, KnownTask> known, Set<Long> withJob, Set<Long> running) {}

    TaskTurn(TaskTable table, Jobs jobs, Clock clock, RowReports reports, Before before) {
        this.table = table;
        this.jobs = jobs;
        this.clock = clock;
        this.reports = reports;
        this.known = before.known();
        this.withJob = before.withJob();
        this.running = before.running();
    }

    /** What is to be done about a row. */
    private record Due(TaskRow row, KnownTask before, TaskStep step) {
        long id() {
            return row.id();
        }

        boolean isNothing() {
            return step instanceof TaskStep.Keep;
        }

        Due withReport(String text) {
            boolean isKnown = before.report().filter(text::equals).isPresent();
            return new Due(row, before, isKnown ? new TaskStep.Keep() : new TaskStep.Report(text));
        }
    }

    void follow(List<TaskRow> rows) {
        inGroups(rows, some -> {
            showStatus(some);
            List<Due> due = some.stream()
                    .map(this::decide)
                    .filter(one -> !one.isNothing())
                    .toList();
            if (!due.isEmpty()) {
                carryOutApart(due);
            }
        });
    }

    private static <T> void inGroups(List<T> all, Consumer<List<T>> work) {
        for (int from = 0; from < all.size(); from += GROUP) {
            work.accept(all.subList(from, Math.min(from + GROUP, all.size())));
        }
    }

    /** Of rows that were never started the status is left as it is. */
    private void showStatus(List<TaskRow> rows) {
        Map<String, List<Long>> changed = new HashMap<>();
        for (TaskRow row : rows) {
            boolean isRunning = running.contains(row.id());
            String status = isRunning ? TaskRow.DOING : TaskRow.READY;
            boolean isOurs = isRunning || known.containsKey(row.id());
            if (isOurs && !row.status().equals(status)) {
                changed.computeIfAbsent(status, any -> new ArrayList<>()).add(row.id());
            }
        }
        changed.forEach((status, ids) -> table.setStatus(ids, status));
    }

    private Due decide(TaskRow row) {
        seen.add(row.id());
        KnownTask before = known.getOrDefault(row.id(), KnownTask.NEW);
        Circumstances circumstances = new Circumstances(before, withJob.contains(row.id()), running.contains(row.id()));
        return new Due(row, before, TaskStep.of(row, circumstances, clock.instant(), clock.getZone()));
    }

    /** When a group fails its rows go one by one: what is done twice changes nothing more. */
    private void carryOutApart(List<Due> group) {
        try {
            carryOut(group);
        } catch (Refusal e) {
            throw e; // the store is away
        } catch (RuntimeException e) {
            if (group.size() > 1) {
                group.forEach(one -> carryOutApart(List.of(one)));
            } else {
                failed(group.getFirst(), e);
            }
        }
    }

    private void failed(Due one, RuntimeException why) {
        if (one.step() instanceof TaskStep.Report) {
            LOG.error("row {} of the table task cannot be used, and cannot say so", one.id(), why);
            return;
        }
        Due report = one.withReport(NOT_STORED);
        if (!report.isNothing()) {
            LOG.error("what row {} of the table task asks for cannot be stored", one.id(), why);
            carryOutApart(List.of(report));
        }
    }

    private void carryOut(List<Due> wanted) {
        List<Due> group = withJobs(wanted);
        Set<Long> written = new HashSet<>(finish(group));
        written.addAll(report(group));
        Map<Long, KnownTask> after = new HashMap<>();
        group.forEach(one -> after(one, written).ifPresent(task -> after.put(one.id(), task)));
        if (!after.isEmpty()) {
            table.remember(after);
            known.putAll(after);
        }
        group.stream().filter(one -> after.containsKey(one.id())).forEach(one -> {
            if (one.step() instanceof TaskStep.Report(String text)) {
                reports.unusable(one.row(), text);
            } else {
                reports.usable(one.id());
            }
        });
    }

    /** Changes jobs; a row whose job is refused is reported instead. */
    private List<Due> withJobs(List<Due> group) {
        List<JobChange> changes =
                group.stream().flatMap(one -> change(one).stream()).toList();
        if (changes.isEmpty()) {
            return group;
        }
        Map<String, Refusal> refusals = jobs.change(changes);
        return group.stream()
                .map(one -> Optional.ofNullable(refusals.get(TaskJob.id(one.id())))
                        .map(refusal -> one.withReport(refusal.getMessage()))
                        .orElse(one))
                .filter(one -> !one.isNothing())
                .toList();
    }

    private Optional<JobChange> change(Due one) {
        String id = TaskJob.id(one.id());
        return switch (one.step()) {
            case TaskStep.Start(Jobs.Wanted job) -> Optional.of(new JobChange.Define(job));
            case TaskStep.Reschedule(Started as) -> Optional.of(new JobChange.Reschedule(id, as.rule()));
            case TaskStep.Stop stop ->
                withJob.contains(one.id()) ? Optional.of(new JobChange.Remove(id)) : Optional.empty();
            case TaskStep.Keep keep -> Optional.empty();
            case TaskStep.Finish finish -> Optional.empty();
            case TaskStep.Report report -> Optional.empty();
            case TaskStep.Clear clear -> Optional.empty();
        };
    }

    private Set<Long> finish(List<Due> group) {
        List<TaskRow> rows = group.stream()
                .filter(one -> one.step() instanceof TaskStep.Finish)
                .map(Due::row)
                .toList();
        return rows.isEmpty() ? Set.of() : table.invalidate(rows);
    }

    private Set<Long> report(List<Due> group) {
        Map<Long, Optional<String>> texts = new HashMap<>();
        for (Due one : group) {
            if (one.step() instanceof TaskStep.Report(String text)) {
                texts.put(one.id(), Optional.of(text));
            } else if (one.step() instanceof TaskStep.Clear) {
                texts.put(one.id(), Optional.empty());
            }
        }
        return texts.isEmpty() ? Set.of() : table.report(texts);
    }

    /** What is then known of it; empty when a lock was in the way, so that the next turn tries again. */
    private static Optional<KnownTask> after(Due one, Set<Long> written) {
        KnownTask before = one.before();
        boolean isWritten = written.contains(one.id());
        return switch (one.step()) {
            case TaskStep.Keep keep -> Optional.empty();
            case TaskStep.Start(Jobs.Wanted job) ->
                Optional.of(before.startedAs(new Started(job.trigger(), job.rule())));
            case TaskStep.Reschedule(Started as) -> Optional.of(before.startedAs(as));
            case TaskStep.Stop stop -> Optional.of(before.stopped());
            case TaskStep.Finish finish -> Optional.of(before.stopped()).filter(task -> isWritten);
            case TaskStep.Report(String text) ->
                Optional.of(before.reported(text)).filter(task -> isWritten);
            case TaskStep.Clear clear -> Optional.of(before.withoutReport()).filter(task -> isWritten);
        };
    }

    /** After all rows: those that are gone stop. */
    void end() {
        Set<Long> gone = new HashSet<>(known.keySet());
        gone.addAll(withJob);
        gone.removeAll(seen);
        inGroups(List.copyOf(gone), ids -> {
            jobs.change(ids.stream()
                    .filter(withJob::contains)
                    .<JobChange>map(id -> new JobChange.Remove(TaskJob.id(id)))
                    .toList());
            table.forget(ids);
            ids.forEach(reports::usable);
        });
        known.keySet().removeAll(gone);
        reports.end(known.values().stream().anyMatch(task -> task.report().isPresent()));
    }
}
