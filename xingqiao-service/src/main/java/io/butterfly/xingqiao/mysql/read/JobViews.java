package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.JobView;
import io.butterfly.mysql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A job as its detail shows it, read in the transaction that is under way. */
public final class JobViews {
    private static final String JOB = "select " + JobRow.COLUMNS + " from workflow_job where job_id = ?";

    private JobViews() {}

    public static Optional<JobView> of(Connection connection, long jobId) throws SQLException {
        return Sql.first(connection, JOB, JobRow::detail, jobId);
    }
}
