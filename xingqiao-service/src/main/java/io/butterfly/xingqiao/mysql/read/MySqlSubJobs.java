package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.progress.SubJobStore;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Looks up jobs that are tasks, and those whose tasks they are. */
@Singleton
final class MySqlSubJobs implements SubJobStore {
    private static final String FIND = """
      select sub.job_id, sub.job_status, sub.ret_stat, sub.ret_data, sub.job_cost,
             sub.moved_at <= parent.started_at as is_of_before
        from workflow_job sub
        left join workflow_job parent on parent.job_id = sub.parent_job_id
       where sub.job_reqid = ? and sub.parent_job_id is not null
      """;

    private static final String PARENT = """
      select j.job_id, j.job_namespace, j.job_client, j.operator
        from workflow_task t join workflow_job j on j.job_id = t.job_id
       where t.task_id = ?
      """;

    private final Transactions transactions;

    MySqlSubJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Child> find(String reqid) {
        return transactions.run(connection -> Sql.first(connection, FIND, MySqlSubJobs::child, reqid));
    }

    private static Child child(ResultSet row) throws SQLException {
        return new Child(
                new JobId(row.getLong("job_id")),
                JobStatus.of(row.getString("job_status")),
                row.getString("ret_stat"),
                Optional.ofNullable(row.getString("ret_data")).map(RawJson::new),
                row.getDouble("job_cost"),
                row.getBoolean("is_of_before"));
    }

    @Override
    public Optional<Parent> parent(TaskId task) {
        return transactions.run(connection -> Sql.first(
                connection,
                PARENT,
                row -> new Parent(
                        new JobId(row.getLong("job_id")),
                        row.getString("job_namespace"),
                        row.getString("job_client"),
                        row.getString("operator")),
                task.value()));
    }
}
