package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.mysql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/** The contract's columns of a job. */
public final class JobRow {
    static final String COLUMNS = """
      job_id, job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, ret_data,
      job_cost, job_extra, job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time""";

    private static final String JOB = "SELECT " + COLUMNS + " FROM workflow_job WHERE job_id = ?";

    private JobRow() {}

    /** The job as its detail shows it, read in the transaction that is under way. */
    public static Optional<JobView> of(Connection connection, long jobId) throws SQLException {
        return Sql.first(connection, JOB, JobRow::detail, jobId);
    }

    /** In a list the result stays text. */
    static JobView listed(ResultSet row) throws SQLException {
        return view(row, result -> result == null ? null : RawJson.of(result));
    }

    /** In a detail the result is a value. Text that is no JSON, which only the Python service writes, stays text. */
    static JobView detail(ResultSet row) throws SQLException {
        return view(row, result -> {
            if (result == null || result.isBlank()) {
                return RawJson.EMPTY_OBJECT;
            }
            return JsonMembers.isJson(result) ? new RawJson(result) : RawJson.of(result);
        });
    }

    private static JobView view(ResultSet row, Function<String, RawJson> result) throws SQLException {
        return new JobView(
                row.getLong("job_id"),
                new JobView.Request(
                        row.getString("job_client"),
                        row.getString("job_namespace"),
                        row.getString("job_reqid"),
                        row.getString("job_name")),
                row.getString("job_status"),
                new JobView.Kind(row.getString("job_type"), row.getString("job_tags")),
                row.getString("ret_stat"),
                result.apply(row.getString("ret_data")),
                run(row),
                new JobView.Times(
                        TimeText.of(row, "c_time"),
                        TimeText.of(row, "s_time"),
                        TimeText.of(row, "e_time"),
                        TimeText.of(row, "u_time")));
    }

    private static JobView.Run run(ResultSet row) throws SQLException {
        return new JobView.Run(
                row.getDouble("job_cost"),
                row.getString("job_extra"),
                row.getInt("job_timeout"),
                row.getString("job_lock"),
                row.getInt("exe_id"),
                row.getString("operator"),
                row.getBoolean("is_valid"));
    }
}
