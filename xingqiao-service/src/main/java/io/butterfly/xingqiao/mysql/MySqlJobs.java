package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.JobStore;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks up what is there before a job is created, and jobs that are tasks with the jobs whose tasks they are. */
@Singleton
final class MySqlJobs implements JobStore {
    /** The last row is always there and brings the clock. */
    private static final String FIND = """
      SELECT job_id, job_reqid, job_name, 'name' AS by_what, 0 AS now_ms FROM workflow_job WHERE job_name = ?
      UNION ALL
      SELECT job_id, job_reqid, job_name, 'reqid', 0 FROM workflow_job WHERE job_reqid = ?
      UNION ALL
      SELECT 0, '', '', 'clock', CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)
      """;

    private static final String CHILD = """
      SELECT sub.job_id, sub.job_status, sub.ret_stat, sub.ret_data, sub.job_cost,
             sub.moved_at <= parent.started_at AS is_of_before
        FROM workflow_job sub
        LEFT JOIN workflow_job parent ON parent.job_id = sub.parent_job_id
       WHERE sub.job_reqid = ? AND sub.parent_job_id IS NOT NULL
      """;

    private static final String PARENT = """
      SELECT job.job_id, job.job_namespace, job.job_client, job.operator
        FROM workflow_task task
        JOIN workflow_job job ON job.job_id = task.job_id
       WHERE task.task_id = ?
      """;

    private final Transactions transactions;

    MySqlJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Existing find(String name, String reqid) {
        List<Match> rows = transactions.run(connection -> Sql.query(connection, FIND, MySqlJobs::row, name, reqid));
        Optional<JobId> ofThisRequest = rows.stream()
                .filter(row -> row.reqid().equals(reqid))
                .map(row -> new JobId(row.jobId()))
                .findFirst();
        Optional<String> taken = rows.stream()
                .filter(row -> row.byWhat().equals("name"))
                .map(Match::jobName)
                .findFirst();
        return new Existing(ofThisRequest, taken, rows.getLast().now());
    }

    private record Match(long jobId, String reqid, String jobName, String byWhat, Instant now) {}

    private static Match row(ResultSet row) throws SQLException {
        return new Match(
                row.getLong("job_id"),
                row.getString("job_reqid"),
                row.getString("job_name"),
                row.getString("by_what"),
                Columns.now(row));
    }

    @Override
    public Optional<Child> child(StartId start) {
        return transactions.run(connection -> Sql.first(connection, CHILD, MySqlJobs::child, start.toString()));
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
