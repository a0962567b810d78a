package io.butterfly.ruqi.tasktable;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.PollLoop;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.tasktable.KnownTask.Started;
import io.butterfly.ruqi.tasktable.TaskStep.Circumstances;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the jobs follow the table, and the table what became of their firings. See the package's text. */
public final class TaskTableLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskTableLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TaskTable table;
    private final Jobs jobs;
    private final Clock clock;
    private final BooleanSupplier isMine;
    private final Events events;
    private PollLoop loop;

    /**
     * @param clock the store's, in the configured zone
     * @param isMine whether this replica is the one that does it: one is enough
     */
    public TaskTableLoop(TaskTable table, Jobs jobs, Clock clock, BooleanSupplier isMine, Events events) {
        this.table = table;
        this.jobs = jobs;
        this.clock = clock;
        this.isMine = isMine;
        this.events = events;
    }

    public void start() {
        loop = PollLoop.start("ruqi-task-table", this::tick);
    }

    Duration tick() {
        if (isMine.getAsBoolean()) {
            Turn turn = new Turn(table.known(), table.withJob(), endRuns());
            for (List<TaskRow> rows = table.rowsBehind(0);
                    !rows.isEmpty();
                    rows = table.rowsBehind(rows.getLast().id())) {
                rows.forEach(turn::follow);
            }
            turn.stopDeleted();
        }
        return PAUSE;
    }

    /** Ends the runs whose firings have ended and returns the rows of which one has not. */
    private Set<Long> endRuns() {
        List<TaskRun> open = table.openRuns();
        Map<String, Optional<TaskRun.End>> ends = table.ends(
                open.stream().filter(TaskRun::isOurs).map(TaskRun::traceId).toList());
        Map<Long, TaskRun.End> ended = new HashMap<>();
        Set<Long> running = new HashSet<>();
        for (TaskRun run : open) {
            Optional<TaskRun.End> end = run.isOurs()
                    ? ends.getOrDefault(run.traceId(), Optional.of(TaskRun.End.FORGOTTEN))
                    : Optional.empty();
            if (end.isPresent()) {
                ended.put(run.id(), end.get());
            } else if (run.isOurs()) {
                running.add(run.taskId());
            }
        }
        table.end(ended);
        return running;
    }

    /** One look at all rows. */
    private final class Turn {
        private final Map<Long, KnownTask> known;
        private final Set<Long> withJob;
        private final Set<Long> running;
        private final Set<Long> seen = new HashSet<>();

        private Turn(Map<Long, KnownTask> known, Set<Long> withJob, Set<Long> running) {
            this.known = known;
            this.withJob = withJob;
            this.running = running;
        }

        /** Whatever is wrong with a row is written into it, and the others go on. */
        private void follow(TaskRow row) {
            seen.add(row.id());
            KnownTask before = known.getOrDefault(row.id(), KnownTask.NEW);
            try {
                showStatus(row);
                Circumstances circumstances =
                        new Circumstances(before, withJob.contains(row.id()), running.contains(row.id()));
                TaskStep step = TaskStep.of(row, circumstances, clock.instant(), clock.getZone());
                carryOut(step, row.id(), before);
                notice(step, row, before);
            } catch (Refusal e) {
                if (e.stat() != Stat.ERR) {
                    throw e; // the store is away
                }
                TaskStep report = new TaskStep.Report(e.getMessage());
                carryOut(report, row.id(), before);
                notice(report, row, before);
            }
        }

        private void notice(TaskStep step, TaskRow row, KnownTask before) {
            if (step instanceof TaskStep.Report(String text)) {
                String key = row.call().key();
                events.report(Event.of(
                        EventKind.TASK_ROW_UNUSABLE,
                        TaskJob.id(row.id()),
                        key,
                        "row " + row.id() + " of the table task cannot be used: " + text,
                        "task_key " + key,
                        clock.instant()));
            } else if (!(step instanceof TaskStep.Keep) && before.report().isPresent()) {
                isWell(row.id());
            }
        }

        private void isWell(long id) {
            events.recovered(EventKind.TASK_ROW_UNUSABLE, TaskJob.id(id), clock::instant);
        }

        /** Of rows that were never started the status is left as it is. */
        private void showStatus(TaskRow row) {
            boolean isRunning = running.contains(row.id());
            String status = isRunning ? TaskRow.DOING : TaskRow.READY;
            boolean isOurs = isRunning || known.containsKey(row.id());
            if (isOurs && !row.status().equals(status) && !table.setStatus(row.id(), status)) {
                LOG.debug("the status of task row {} could not become {} now", row.id(), status);
            }
        }

        private void carryOut(TaskStep step, long id, KnownTask before) {
            switch (step) {
                case TaskStep.Keep keep -> {}
                case TaskStep.Start(Jobs.Wanted job) -> {
                    define(id, job);
                    table.remember(id, before.startedAs(new Started(job.trigger(), job.rule())));
                }
                case TaskStep.Reschedule(Started as) -> {
                    reschedule(TaskJob.id(id), as.rule());
                    table.remember(id, before.startedAs(as));
                }
                case TaskStep.Stop stop -> {
                    remove(id);
                    table.remember(id, before.stopped());
                }
                case TaskStep.Finish finish -> {
                    if (table.invalidate(id)) {
                        table.remember(id, before.stopped());
                    }
                }
                case TaskStep.Report(String text) -> {
                    if (table.report(id, Optional.of(text))) {
                        LOG.warn("row {} of the table task cannot be used: {}", id, text);
                        table.remember(id, before.reported(text));
                    }
                }
                case TaskStep.Clear clear -> {
                    if (table.report(id, Optional.empty())) {
                        table.remember(id, before.withoutReport());
                    }
                }
            }
        }

        /** A replica that died between the job and what it remembers of it has left the job. */
        private void define(long id, Jobs.Wanted job) {
            if (withJob.contains(id)) {
                jobs.modify(job);
            } else {
                jobs.add(job);
            }
        }

        private void reschedule(String jobId, String rule) {
            JobEntry present = jobs.show(jobId);
            jobs.modify(new Jobs.Wanted(
                    present.trigger(), jobId, present.name(), present.cmd(), rule, Map.of(), Optional.empty()));
        }

        private void remove(long id) {
            if (withJob.contains(id)) {
                jobs.remove(TaskJob.id(id));
            }
        }

        private void stopDeleted() {
            Set<Long> gone = new HashSet<>(known.keySet());
            gone.addAll(withJob);
            gone.removeAll(seen);
            for (long id : gone) {
                remove(id);
                table.forget(id);
                isWell(id);
            }
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }
}
