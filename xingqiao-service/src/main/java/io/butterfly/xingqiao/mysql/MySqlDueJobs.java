package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.workflow.Work;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the jobs whose check is due by the database's clock. */
@Singleton
final class MySqlDueJobs implements DueJobs {
    /**
     * No check is put off for as long as ten minutes: one that is further ahead was written before the database's clock
     * was set back.
     */
    private static final String TAKE = """
      SELECT job_id, job_reqid, job_status, started_at, job_timeout, paused_at, paused_ms, ending_at, lock_until,
             moved_at, trace_id, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms
        FROM workflow_job
       WHERE next_check_at <= CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)
          OR next_check_at > CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + 600000
       ORDER BY next_check_at
       LIMIT ?
         FOR UPDATE SKIP LOCKED
      """;

    private static final String PUT_OFF = """
      UPDATE workflow_job SET next_check_at = ? WHERE job_id = ?
      """;

    private static final String OPEN_TASKS = """
      SELECT job_id, cancel_no, task_id, task_label, task_status, task_dependencies, task_provides, task_is_save,
             task_retrymax, task_retrycount, task_timeout, start_no, ret_stat, task_options, parent_task_id, due_at
        FROM workflow_task
       WHERE job_id IN (%s) AND (task_status IN ('pending', 'started') OR cancel_no > 0)
       ORDER BY task_id
      """;

    private static final String CANCELS = """
      SELECT task_id, start_no, job_id, is_job FROM workflow_cancel WHERE job_id IN (%s) ORDER BY task_id, start_no
      """;

    private static final String PUT_BACK = """
      UPDATE workflow_job
         SET next_check_at = CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + ?
       WHERE job_reqid = ? AND next_check_at IS NOT NULL
      """;

    private static final String COUNT_STILL = """
      SELECT COUNT(*), CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms
        FROM workflow_job
       WHERE next_check_at IS NOT NULL AND job_status = 'started' AND paused_at IS NULL
         AND moved_at < CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) - ?
      """;

    private final Transactions transactions;

    MySqlDueJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<DueJob> take(int limit) {
        return transactions.run(connection -> {
            List<Due> due = Sql.query(connection, TAKE, Due::of, limit);
            if (due.isEmpty()) {
                return List.of();
            }
            List<Open> open = ofAll(connection, OPEN_TASKS, Open::of, due);
            List<Cancel> cancels = ofAll(connection, CANCELS, Cancel::of, due);
            Sql.batch(
                    connection,
                    PUT_OFF,
                    due.stream().map(job -> job.putOff(open, cancels)).toList());
            return due.stream().map(job -> job.withTasks(open, cancels)).toList();
        });
    }

    private record Open(JobId job, Task task, int cancelNo) {
        static Open of(ResultSet row) throws SQLException {
            return new Open(new JobId(row.getLong("job_id")), Columns.task(row), row.getInt("cancel_no"));
        }

        TaskStart start(String reqid, int startNo) {
            return new TaskStart(
                    new StartId(reqid, task.id(), startNo),
                    task.plan().options().work() instanceof Work.SubJob);
        }
    }

    private record Cancel(JobId job, TaskId task, int startNo, boolean isJob) {
        static Cancel of(ResultSet row) throws SQLException {
            return new Cancel(
                    new JobId(row.getLong("job_id")),
                    new TaskId(row.getLong("task_id")),
                    row.getInt("start_no"),
                    row.getBoolean("is_job"));
        }
    }

    private record Due(
            JobId id, String reqid, JobStatus status, Job.Span span, Instant movedAt, Instant now, String traceId) {
        static Due of(ResultSet row) throws SQLException {
            return new Due(
                    new JobId(row.getLong("job_id")),
                    row.getString("job_reqid"),
                    JobStatus.of(row.getString("job_status")),
                    Columns.span(row),
                    Instant.ofEpochMilli(row.getLong("moved_at")),
                    Columns.now(row),
                    row.getString("trace_id"));
        }

        /** An ended job is looked at only until its messages have been cancelled. */
        Object[] putOff(List<Open> open, List<Cancel> cancels) {
            boolean isEnded = status != JobStatus.STARTED;
            if (isEnded && toCancel(open, cancels).isEmpty()) {
                return new Object[] {null, id.value()};
            }
            Duration longest = !isEnded && areUnderWay(mine(open)) ? Checks.LONGEST_UNDER_WAY : Checks.LONGEST;
            Instant next = Checks.next(now, movedAt, isEnded ? Instant.MAX : span.deadline(), longest);
            Optional<Instant> due = mine(open).stream()
                    .flatMap(task -> task.task().dueAt().stream())
                    .filter(now::isBefore)
                    .min(Instant::compareTo);
            return new Object[] {due.filter(next::isAfter).orElse(next).toEpochMilli(), id.value()};
        }

        private static boolean areUnderWay(List<Open> tasks) {
            return !tasks.isEmpty()
                    && tasks.stream()
                            .allMatch(it -> it.cancelNo() == 0
                                    && it.task().status() == TaskStatus.STARTED
                                    && it.task().hasMessage()
                                    && it.task().plan().timeoutSeconds() == 0);
        }

        private List<Open> mine(List<Open> open) {
            return open.stream().filter(task -> task.job().equals(id)).toList();
        }

        private List<TaskStart> toCancel(List<Open> open, List<Cancel> cancels) {
            Stream<TaskStart> noted = cancels.stream()
                    .filter(cancel -> cancel.job().equals(id))
                    .map(it -> new TaskStart(new StartId(reqid, it.task(), it.startNo()), it.isJob()));
            Stream<TaskStart> ofOlderRelease = mine(open).stream()
                    .filter(task -> task.cancelNo() > 0)
                    .map(task -> task.start(reqid, task.cancelNo()));
            return Stream.concat(noted, ofOlderRelease).distinct().toList();
        }

        DueJob withTasks(List<Open> open, List<Cancel> cancels) {
            List<StartId> unacknowledged = new ArrayList<>();
            List<TaskStart> underWay = new ArrayList<>();
            for (Open it : mine(open)) {
                Task task = it.task();
                if (task.status() == TaskStatus.PENDING
                        && task.dueAt().filter(now::isBefore).isEmpty()) {
                    unacknowledged.add(it.start(reqid, task.startNo()).id());
                } else if (task.status() == TaskStatus.STARTED && task.hasMessage()) {
                    underWay.add(it.start(reqid, task.startNo()));
                }
            }
            Duration still = status == JobStatus.STARTED && span.pausedAt().isEmpty()
                    ? Duration.between(movedAt, now)
                    : Duration.ZERO;
            return new DueJob(
                    id, reqid, unacknowledged, underWay, toCancel(open, cancels), new Stillness(still, traceId), now);
        }
    }

    private static <T> List<T> ofAll(Connection connection, String sql, Sql.RowReader<T> reader, List<Due> due)
            throws SQLException {
        return Sql.query(
                connection,
                sql.formatted(Sql.marks(due.size())),
                reader,
                due.stream().map(job -> job.id().value()).toArray());
    }

    @Override
    public void putBack(List<DueJob> jobs, Duration pause) {
        List<Object[]> rows = new ArrayList<>();
        jobs.forEach(job -> rows.add(new Object[] {pause.toMillis(), job.jobReqid()}));
        transactions.run(connection -> Sql.batch(connection, PUT_BACK, rows));
    }

    @Override
    public StillCount countStill(Duration limit) {
        return transactions.run(connection -> Sql.first(
                        connection,
                        COUNT_STILL,
                        row -> new StillCount(row.getInt(1), Columns.now(row)),
                        limit.toMillis())
                .orElseThrow());
    }
}
