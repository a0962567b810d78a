package io.butterfly.ruqi.tasktable;

import io.butterfly.kernel.PollLoop;
import io.butterfly.notices.Events;
import io.butterfly.ruqi.job.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Lets the jobs follow the table, and the table what became of their firings. See the package's text. */
public final class TaskTableLoop implements AutoCloseable {
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
            TaskTurn.Before before = new TaskTurn.Before(table.known(), table.withJob(), endRuns());
            TaskTurn turn = new TaskTurn(table, jobs, clock, new RowReports(events, clock), before);
            for (List<TaskRow> rows = table.rowsBehind(0);
                    !rows.isEmpty();
                    rows = table.rowsBehind(rows.getLast().id())) {
                turn.follow(rows);
            }
            turn.end();
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

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }
}
