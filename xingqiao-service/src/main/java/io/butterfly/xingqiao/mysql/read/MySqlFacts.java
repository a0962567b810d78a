package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.inspect.Facts;
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

/** Reads what explains a job. Locks nothing. */
@Singleton
final class MySqlFacts implements Facts {
    private static final String JOB = """
      select job_id, job_status, started_at, job_timeout, paused_at, paused_ms, ending_stat, ending_at, lock_until,
             cast(unix_timestamp(now(3)) * 1000 as signed) as now_ms
        from workflow_job
       where job_id = ?
      """;

    private static final String TASKS = """
      select task_id, task_label, task_cmd, task_status, task_dependencies, task_options, parent_task_id, task_reqid, due_at, task_retrycount,
             task_retrymax, (select concat('job ', sub.job_id, ' of type ', sub.job_type, ', which is ', sub.job_status)
                               from workflow_job sub where sub.job_reqid = task_reqid and task_reqid <> '' limit 1) as sub_job
        from workflow_task
       where job_id = ?
       order by task_id
      """;

    private static final String OBSTACLE = """
      select concat(mine.lock_name, ' is held by job ', held.job_id) as obstacle
        from workflow_lock_wait mine
        join workflow_lock held on held.lock_name = mine.lock_name
       where mine.job_id = ?
      union all
      select concat(mine.lock_name, ' is next for job ', earlier.job_id)
        from workflow_lock_wait mine
        join workflow_lock_wait earlier on earlier.lock_name = mine.lock_name and earlier.wait_id < mine.wait_id
       where mine.job_id = ?
       limit 1
      """;

    private final Transactions transactions;
    private final MySqlLookup lookup;

    MySqlFacts(Transactions transactions, MySqlLookup lookup) {
        this.transactions = transactions;
        this.lookup = lookup;
    }

    @Override
    public Optional<OfJob> find(JobKey key) {
        return lookup.find(key)
                .flatMap(found -> transactions.run(
                        connection -> read(connection, found.id().value())));
    }

    private static Optional<OfJob> read(Connection connection, long id) throws SQLException {
        List<OfTask> tasks = Sql.query(connection, TASKS, MySqlFacts::task, id);
        Optional<String> lock = Sql.first(connection, OBSTACLE, row -> row.getString("obstacle"), id, id);
        return Sql.first(connection, JOB, row -> job(row, lock, tasks), id);
    }

    private static OfJob job(ResultSet row, Optional<String> obstacle, List<OfTask> tasks) throws SQLException {
        Job.Span span = new Job.Span(
                instant(row, "started_at").orElse(Instant.EPOCH),
                Duration.ofSeconds(row.getLong("job_timeout")),
                Optional.empty(),
                Duration.ofMillis(row.getLong("paused_ms")),
                instant(row, "ending_at"),
                Optional.empty());
        Optional<Instant> lockUntil = instant(row, "lock_until");
        return new OfJob(
                row.getLong("job_id"),
                row.getString("job_status"),
                instant(row, "started_at").isEmpty(),
                instant(row, "paused_at"),
                lockUntil.map(until -> obstacle.orElse("they are free, and the job is about to have them")),
                lockUntil,
                Optional.ofNullable(row.getString("ending_stat")),
                span.deadline(),
                instant(row, "now_ms").orElseThrow(),
                tasks);
    }

    private static OfTask task(ResultSet row) throws SQLException {
        String options = row.getString("task_options");
        String dependencies = row.getString("task_dependencies");
        long parent = row.getLong("parent_task_id");
        return new OfTask(
                row.getLong("task_id"),
                row.getString("task_label"),
                row.getString("task_cmd"),
                row.getString("task_status"),
                dependencies.isEmpty() ? List.of() : List.of(dependencies.split(",")),
                options == null ? TaskOptions.NONE : OptionsForm.read(options),
                parent == 0 ? Optional.empty() : Optional.of(parent),
                row.getString("task_reqid"),
                instant(row, "due_at"),
                row.getInt("task_retrycount"),
                row.getInt("task_retrymax"),
                Optional.ofNullable(row.getString("sub_job")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
