package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.operate.JobLookup;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds jobs by what calls give. */
@Singleton
final class MySqlLookup implements JobLookup {
    private static final String BY_KEY = """
      select job_id, job_reqid, started_at is null as is_of_other from workflow_job where %s
      """;

    private static final String BY_TASK = """
      select j.job_id, j.job_reqid, j.started_at is null as is_of_other from workflow_task t join workflow_job j on j.job_id = t.job_id where t.task_id = ?
      """;

    private final Transactions transactions;

    MySqlLookup(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Found> find(JobKey key) {
        JobCondition condition = JobCondition.of(key);
        return first(BY_KEY.formatted(condition.text()), condition.arguments());
    }

    @Override
    public Optional<Found> find(TaskId task) {
        return first(BY_TASK, task.value());
    }

    private Optional<Found> first(String sql, Object... arguments) {
        return transactions.run(connection -> Sql.first(connection, sql, MySqlLookup::found, arguments));
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(new JobId(row.getLong("job_id")), row.getString("job_reqid"), row.getBoolean("is_of_other"));
    }
}
