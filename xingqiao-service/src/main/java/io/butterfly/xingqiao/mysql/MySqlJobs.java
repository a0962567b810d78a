package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStore;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks up what is there before a job is created. */
@Singleton
final class MySqlJobs implements JobStore {
    /** The last row is always there and brings the clock. */
    private static final String FIND = """
      select job_id, job_reqid, job_name, 'name' as by_what, 0 as now_ms from workflow_job where job_name = ?
      union all
      select job_id, job_reqid, job_name, 'reqid', 0 from workflow_job where job_reqid = ?
      union all
      select 0, '', '', 'clock', cast(unix_timestamp(now(3)) * 1000 as signed)
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
}
