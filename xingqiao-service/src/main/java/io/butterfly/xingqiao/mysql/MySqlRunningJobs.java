package io.butterfly.xingqiao.mysql;

import io.butterfly.kernel.Signal;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.mysql.KnownJobs.Known;
import io.butterfly.xingqiao.mysql.StepWriter.Written;
import io.butterfly.xingqiao.progress.RunningJobs;
import io.butterfly.xingqiao.progress.Turn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves jobs: lock them all, decide about each, write all. */
@Singleton
final class MySqlRunningJobs implements RunningJobs {
    static final String TASKS = """
      SELECT task_id, task_label, task_status, task_dependencies, task_provides, task_is_save, task_retrymax,
             task_retrycount, task_timeout, start_no, ret_stat, task_options, parent_task_id, due_at
        FROM workflow_task
       WHERE job_id = ?
       ORDER BY task_id
      """;

    private static final String LOCK_JOBS = """
      SELECT job_id, job_reqid, job_status, job_extra, exe_id, moved_at, started_at, job_timeout, paused_at, paused_ms,
             ending_stat, ending_at, parent_job_id, lock_until, job_lock, trace_id,
             CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms
        FROM workflow_job
       WHERE job_reqid IN (%s) AND started_at IS NOT NULL
       ORDER BY job_reqid
         FOR UPDATE
      """;

    private static final String ACKNOWLEDGE = """
      UPDATE workflow_task SET task_status = 'started' WHERE task_id = ? AND start_no = ? AND task_status = 'pending'
      """;

    /** The second: as an older release noted it. */
    private static final List<String> CANCELLED = List.of(
            "DELETE FROM workflow_cancel WHERE task_id = ? AND start_no = ?",
            "UPDATE workflow_task SET cancel_no = 0 WHERE task_id = ? AND cancel_no = ?");

    private final Transactions transactions;
    private final NewRows newRows;
    private final StepWriter writer;
    private final KnownJobs known;
    private final StatusChanges changes;
    private final Signal jobDue;

    MySqlRunningJobs(
            Transactions transactions,
            NewRows newRows,
            StepWriter writer,
            KnownJobs known,
            StatusChanges changes,
            @Named("job-due") Signal jobDue) {
        this.transactions = transactions;
        this.newRows = newRows;
        this.writer = writer;
        this.known = known;
        this.changes = changes;
        this.jobDue = jobDue;
    }

    /** A job while it is moved. */
    private record Moving(Job job, Known before, Instant now, Turn turn, boolean hasNewTasks) {
        Written written(boolean isNew) {
            return new Written(job, turn, now, isNew);
        }

        Moved moved() {
            return new Moved(turn, job.parent().flatMap(parent -> StartId.parse(job.reqid())));
        }
    }

    @Override
    public Optional<Created> create(NewJob job, Decision decision) {
        try {
            Moving created = transactions.run(connection -> {
                NewRows.Inserted inserted = newRows.insert(connection, job);
                Job started = changes.created(connection, inserted.job(), job);
                Moving moving = decide(connection, started, inserted.known(), job.now(), decision);
                writer.write(connection, List.of(moving.written(true)));
                return moving;
            });
            remember(created, true);
            return Optional.of(new Created(created.job().id(), created.moved()));
        } catch (StorageFailed e) {
            if (e.isDuplicateKey()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Map<String, Moved> move(Map<String, Decision> decisions) {
        record AllWritten(List<Moving> moving, boolean isOtherDue) {}
        AllWritten written = transactions.run(connection -> {
            List<Moving> all = new ArrayList<>();
            for (Locked locked : lock(connection, decisions)) {
                Job job = changes.takeAwaitedLocks(connection, locked.job(), locked.lockNames(), locked.now());
                all.add(decide(
                        connection,
                        job,
                        tasks(connection, locked),
                        locked.now(),
                        decisions.get(locked.job().reqid())));
            }
            return new AllWritten(
                    all,
                    writer.write(
                            connection,
                            all.stream().map(it -> it.written(false)).toList()));
        });
        if (written.isOtherDue()) {
            jobDue.raise();
        }
        Map<String, Moved> moved = new LinkedHashMap<>();
        for (Moving it : written.moving()) {
            remember(it, false);
            moved.put(it.job().reqid(), it.moved());
        }
        return moved;
    }

    private record Locked(Job job, int exeId, long movedAt, String lockNames, Instant now) {
        static Locked of(ResultSet row) throws SQLException {
            return new Locked(
                    Columns.job(row),
                    row.getInt("exe_id"),
                    row.getLong("moved_at"),
                    row.getString("job_lock"),
                    Columns.now(row));
        }
    }

    /** The column takes blanks at the end for nothing; ids do not. */
    private static List<Locked> lock(Connection connection, Map<String, Decision> decisions) throws SQLException {
        List<Locked> locked = Sql.query(
                connection,
                LOCK_JOBS.formatted(Sql.marks(decisions.size())),
                Locked::of,
                decisions.keySet().toArray());
        return locked.stream()
                .filter(it -> decisions.containsKey(it.job().reqid()))
                .toList();
    }

    private Known tasks(Connection connection, Locked locked) throws SQLException {
        Optional<Known> tasks = known.find(locked.job().id(), locked.exeId(), locked.movedAt());
        return tasks.isPresent()
                ? tasks.get()
                : new Known(
                        locked.exeId(),
                        locked.movedAt(),
                        Sql.query(
                                connection,
                                TASKS,
                                Columns::task,
                                locked.job().id().value()),
                        Map.of());
    }

    private static Moving decide(Connection connection, Job job, Known tasks, Instant now, Decision decision) {
        MySqlInputs inputs = new MySqlInputs(connection, tasks.sources());
        Turn turn = decision.of(job, tasks.tasks(), now, inputs);
        return new Moving(job, tasks, now, turn, inputs.hasNewTasks());
    }

    /** After the commit; of a job that goes on in the ordinary way. */
    private void remember(Moving moved, boolean isNew) {
        known.forget(moved.job().id());
        boolean isOrdinary = moved.job().status() == JobStatus.STARTED
                && !moved.hasNewTasks()
                && moved.turn().steps().stream()
                        .allMatch(step -> step instanceof Step.Start
                                || step instanceof Step.End
                                || step instanceof Step.StartSame
                                || step instanceof Step.Save);
        if (!isOrdinary) {
            return;
        }
        Map<TaskId, Task> tasks = new LinkedHashMap<>();
        moved.before().tasks().forEach(task -> tasks.put(task.id(), task));
        for (Step step : moved.turn().steps()) {
            if (step instanceof Step.Start start) {
                tasks.put(start.task().id(), start.task());
            } else if (step instanceof Step.End end) {
                tasks.put(end.task().id(), end.task());
            }
        }
        boolean isMoved = moved.written(isNew).movesJob();
        int exeId = moved.before().exeId() + (isMoved ? 1 : 0);
        long movedAt = isMoved ? moved.now().toEpochMilli() : moved.before().movedAt();
        known.put(
                moved.job().id(),
                new Known(
                        exeId,
                        movedAt,
                        List.copyOf(tasks.values()),
                        moved.before().sources()));
    }

    @Override
    public void acknowledge(List<StartId> starts) {
        writeStarts(List.of(ACKNOWLEDGE), starts);
    }

    @Override
    public void cancelled(List<TaskStart> starts) {
        writeStarts(CANCELLED, starts.stream().map(TaskStart::id).toList());
    }

    private void writeStarts(List<String> statements, List<StartId> starts) {
        List<Object[]> rows = new ArrayList<>();
        starts.stream()
                .sorted(Comparator.comparingLong(start -> start.task().value()))
                .forEach(start -> rows.add(new Object[] {start.task().value(), start.startNo()}));
        List<Sql.Batch> batches =
                statements.stream().map(sql -> new Sql.Batch(sql, rows)).toList();
        transactions.run(connection -> {
            Sql.batches(connection, batches);
            return null;
        });
    }
}
