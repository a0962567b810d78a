package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.TaskId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds the jobs that calls name. */
@Singleton
public final class JobLookup {
    private static final String BY_KEY = """
      SELECT job_id, job_reqid, started_at IS NULL AS is_of_python, job_status, paused_at IS NOT NULL AS is_paused
        FROM workflow_job WHERE %s
      """;

    private static final String BY_TASK = """
      SELECT job.job_id, job.job_reqid, job.started_at IS NULL AS is_of_python, job.job_status,
             job.paused_at IS NOT NULL AS is_paused
        FROM workflow_task task
        JOIN workflow_job job ON job.job_id = task.job_id
       WHERE task.task_id = ?
      """;

    private final Transactions transactions;

    /**
     * @param isOfPython the Python service created it and drives it
     * @param status {@code paused} while it is
     */
    public record Target(JobId id, String reqid, boolean isOfPython, String status) {}

    JobLookup(Transactions transactions) {
        this.transactions = transactions;
    }

    public Optional<Target> find(JobKey key) {
        JobCondition condition = JobCondition.of(key);
        return first(BY_KEY.formatted(condition.text()), condition.arguments());
    }

    /** The job that has this task. */
    public Optional<Target> find(TaskId task) {
        return first(BY_TASK, task.value());
    }

    private Optional<Target> first(String sql, Object... arguments) {
        return transactions.run(connection -> Sql.first(connection, sql, JobLookup::found, arguments));
    }

    private static Target found(ResultSet row) throws SQLException {
        return new Target(
                new JobId(row.getLong("job_id")),
                row.getString("job_reqid"),
                row.getBoolean("is_of_python"),
                row.getBoolean("is_paused") ? "paused" : row.getString("job_status"));
    }
}
