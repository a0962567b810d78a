package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.inspect.JobSnapshot;
import io.butterfly.xingqiao.inspect.JobSnapshot.LastStart;
import io.butterfly.xingqiao.inspect.JobSnapshot.LockWait;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskPlanned;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskSnapshot;
import io.butterfly.xingqiao.inspect.JobSnapshot.Times;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.workflow.OptionsForm;
import io.butterfly.xingqiao.workflow.TaskOptions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what explains what a job waits for. Locks nothing. */
@Singleton
public final class JobSnapshots {
    private static final String JOB = """
      SELECT job_id, job_status, started_at, job_timeout, paused_at, paused_ms, ending_stat, ending_at, lock_until,
             CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms
        FROM workflow_job
       WHERE job_id = ?
      """;

    private static final String TASKS = """
      SELECT task_id, task_label, task_cmd, task_status, task_dependencies, task_options, parent_task_id, task_reqid,
             due_at, task_retrycount, task_retrymax,
             (SELECT CONCAT('job ', sub.job_id, ' of type ', sub.job_type, ', which is ', sub.job_status)
                FROM workflow_job sub
               WHERE sub.job_reqid = task_reqid AND task_reqid <> ''
               LIMIT 1) AS sub_job
        FROM workflow_task
       WHERE job_id = ?
       ORDER BY task_id
      """;

    private static final String OBSTACLE = """
      SELECT CONCAT(mine.lock_name, ' is held by job ', held.job_id) AS obstacle
        FROM workflow_lock_wait mine
        JOIN workflow_lock held ON held.lock_name = mine.lock_name
       WHERE mine.job_id = ?
      UNION ALL
      SELECT CONCAT(mine.lock_name, ' is next for job ', earlier.job_id)
        FROM workflow_lock_wait mine
        JOIN workflow_lock_wait earlier ON earlier.lock_name = mine.lock_name AND earlier.wait_id < mine.wait_id
       WHERE mine.job_id = ?
       LIMIT 1
      """;

    private final Transactions transactions;
    private final JobLookup lookup;

    JobSnapshots(Transactions transactions, JobLookup lookup) {
        this.transactions = transactions;
        this.lookup = lookup;
    }

    public Optional<JobSnapshot> find(JobKey key) {
        return lookup.find(key)
                .flatMap(found -> transactions.run(
                        connection -> read(connection, found.id().value())));
    }

    private static Optional<JobSnapshot> read(Connection connection, long id) throws SQLException {
        List<TaskSnapshot> tasks = Sql.query(connection, TASKS, JobSnapshots::task, id);
        Optional<String> lock = Sql.first(connection, OBSTACLE, row -> row.getString("obstacle"), id, id);
        return Sql.first(connection, JOB, row -> job(row, lock, tasks), id);
    }

    private static JobSnapshot job(ResultSet row, Optional<String> obstacle, List<TaskSnapshot> tasks)
            throws SQLException {
        Job.Span span = new Job.Span(
                instant(row, "started_at").orElse(Instant.EPOCH),
                Duration.ofSeconds(row.getLong("job_timeout")),
                Optional.empty(),
                Duration.ofMillis(row.getLong("paused_ms")),
                instant(row, "ending_at"),
                Optional.empty());
        Optional<Instant> lockUntil = instant(row, "lock_until");
        return new JobSnapshot(
                row.getLong("job_id"),
                row.getString("job_status"),
                instant(row, "started_at").isEmpty(),
                new Times(
                        instant(row, "paused_at"),
                        span.deadline(),
                        instant(row, "now_ms").orElseThrow()),
                lockUntil.map(until ->
                        new LockWait(obstacle.orElse("they are free, and the job is about to have them"), until)),
                Optional.ofNullable(row.getString("ending_stat")),
                tasks);
    }

    private static TaskSnapshot task(ResultSet row) throws SQLException {
        String options = row.getString("task_options");
        String dependencies = row.getString("task_dependencies");
        long parent = row.getLong("parent_task_id");
        return new TaskSnapshot(
                row.getLong("task_id"),
                row.getString("task_label"),
                row.getString("task_status"),
                parent == 0 ? Optional.empty() : Optional.of(parent),
                new TaskPlanned(
                        row.getString("task_cmd"),
                        dependencies.isEmpty() ? List.of() : List.of(dependencies.split(",")),
                        options == null ? TaskOptions.NONE : OptionsForm.read(options),
                        row.getInt("task_retrymax")),
                new LastStart(
                        row.getString("task_reqid"),
                        instant(row, "due_at"),
                        row.getInt("task_retrycount"),
                        Optional.ofNullable(row.getString("sub_job"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
