package io.butterfly.xingqiao.mysql;

import io.butterfly.api.Json;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.mysql.read.JobRow;
import io.butterfly.xingqiao.workflow.Notifier;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes notices, within the transaction that changes the job's status. */
@Singleton
final class NoticeRows {
    private static final String INSERT = """
      INSERT INTO workflow_notice (job_id, notifier, receiver, job, written_at, due_at)
      VALUES (?, ?, ?, ?, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), 0)
      """;

    /**
     * Shows the job as it is in this transaction.
     *
     * @param notifier as {@link Notifier#text} has it
     */
    public void write(Connection connection, long job, String notifier) throws SQLException {
        JobView view = JobRow.of(connection, job).orElseThrow();
        Sql.update(connection, INSERT, job, notifier, Notifier.receiver(notifier, view.jobType()), Json.write(view));
    }
}
