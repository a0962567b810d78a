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

    private static final String NOW = "select cast(unix_timestamp(now(3)) * 1000 as signed) as now_ms";

    private static final String NEXT = """
      select job_id, c_time from workflow_job where job_id > ? order by job_id limit ?
      """;

    /** A job whose messages are still to be cancelled waits for that. */
    private static final String LOCK = """
      select job_id from workflow_job
       where job_id in (%s) and job_status in ('finished', 'failed') and e_time < ? and next_check_at is null
       order by job_id
         for update skip locked
      """;

    private static final List<String> DELETE = List.of(
            "delete from workflow_notice where job_id in (%s)",
            "delete from workflow_task where job_id in (%s)", "delete from workflow_job where job_id in (%s)");

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
