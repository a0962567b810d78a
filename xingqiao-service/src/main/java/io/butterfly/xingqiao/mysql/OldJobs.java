package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Deletes old jobs along the primary key. The jobs' rows are locked first, as in a turn. */
@Singleton
public final class OldJobs {
    private static final int BATCH = 100;

    private static final String NOW = """
      SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms
      """;

    private static final String NEXT = """
      SELECT job_id, c_time FROM workflow_job WHERE job_id > ? ORDER BY job_id LIMIT ?
      """;

    /** A job whose messages are still to be cancelled waits for that. */
    private static final String LOCK = """
      SELECT job_id FROM workflow_job
       WHERE job_id IN (%s) AND job_status IN ('finished', 'failed') AND e_time < ? AND next_check_at IS NULL
       ORDER BY job_id
         FOR UPDATE SKIP LOCKED
      """;

    private static final List<String> DELETE = List.of(
            "DELETE FROM workflow_cancel WHERE job_id IN (%s)",
            "DELETE FROM workflow_notice WHERE job_id IN (%s)",
            "DELETE FROM workflow_task WHERE job_id IN (%s)",
            "DELETE FROM workflow_job WHERE job_id IN (%s)");

    private final Transactions transactions;
    private final LocalTimes times;

    OldJobs(Transactions transactions, LocalTimes times) {
        this.transactions = transactions;
        this.times = times;
    }

    private record OldJob(long id, LocalDateTime created) {
        static OldJob of(ResultSet row) throws SQLException {
            return new OldJob(row.getLong("job_id"), row.getObject("c_time", LocalDateTime.class));
        }
    }

    /**
     * Looks at the next hundred jobs and deletes those that ended longer ago.
     *
     * @param after id of the job before them
     * @return the id to go on from; empty when the jobs after these are younger
     */
    public Optional<Long> deleteSome(long after, Duration keep) {
        return transactions.run(connection -> {
            Instant now = Sql.first(connection, NOW, Columns::now).orElseThrow();
            LocalDateTime limit = times.at(now.minus(keep));
            List<OldJob> next = Sql.query(connection, NEXT, OldJob::of, after, BATCH);
            List<Long> old = next.stream()
                    .filter(row -> row.created().isBefore(limit))
                    .map(OldJob::id)
                    .toList();
            if (!old.isEmpty()) {
                delete(connection, old, limit);
            }
            return old.size() == BATCH ? Optional.of(old.getLast()) : Optional.empty();
        });
    }

    private static void delete(Connection connection, List<Long> old, LocalDateTime limit) throws SQLException {
        Object[] arguments = new Object[old.size() + 1];
        old.toArray(arguments);
        arguments[old.size()] = limit;
        Object[] ended = Sql.query(
                        connection, LOCK.formatted(Sql.marks(old.size())), row -> row.getLong("job_id"), arguments)
                .toArray();
        if (ended.length > 0) {
            for (String table : DELETE) {
                Sql.update(connection, table.formatted(Sql.marks(ended.length)), ended);
            }
        }
    }
}
