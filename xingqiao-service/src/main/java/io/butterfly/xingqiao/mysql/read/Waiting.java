package io.butterfly.xingqiao.mysql.read;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Counts what has not come to its end: jobs, and notices. */
@Singleton
public final class Waiting {
    private static final String COUNT = """
      SELECT COALESCE(SUM(paused_at IS NULL AND lock_until IS NULL), 0) AS running,
             COALESCE(SUM(paused_at IS NOT NULL), 0) AS paused,
             COALESCE(SUM(paused_at IS NULL AND lock_until IS NOT NULL), 0) AS locked,
             (SELECT COUNT(*) FROM workflow_notice) AS notices,
             CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms
        FROM workflow_job
       WHERE next_check_at IS NOT NULL AND job_status = 'started'
      """;

    private final Transactions transactions;

    Waiting(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * @param locked jobs that wait for their locks
     * @param now of the database's clock
     */
    public record Count(long running, long paused, long locked, long notices, Instant now) {}

    public Count count() {
        return transactions.run(
                connection -> Sql.first(connection, COUNT, Waiting::of).orElseThrow());
    }

    private static Count of(ResultSet row) throws SQLException {
        return new Count(
                row.getLong("running"),
                row.getLong("paused"),
                row.getLong("locked"),
                row.getLong("notices"),
                Instant.ofEpochMilli(row.getLong("now_ms")));
    }
}
