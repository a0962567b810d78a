package io.butterfly.ruqi.mysql;

import io.butterfly.api.Page;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.FiringFilter;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Part;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The ledger in {@code ruqi_jobs_history}, to be read and to be kept small. */
@Singleton
final class MySqlHistory implements History {
    private static final String COLUMNS = """
      id, job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time,
      status, due_us, last_due_us, instants, start_us, attempt, firing_id, trace_id, reason""";
    private static final String ENDED = "status NOT IN ('running', 'waiting')";
    /** Found at once: rows without a firing_id are neighbours in its index, sorted by id. */
    private static final String LAST_OF_PYTHON = """
      SELECT COALESCE(MAX(id), 0) AS id FROM ruqi_jobs_history WHERE firing_id IS NULL""";
    /** Locks nothing. */
    private static final String OLDER = """
      SELECT id FROM ruqi_jobs_history WHERE c_time < ? AND id > ? AND %s ORDER BY c_time LIMIT ?""".formatted(ENDED);

    private static final String CROWDED = """
      SELECT job_id FROM ruqi_jobs_history WHERE id > ? GROUP BY job_id HAVING COUNT(*) > ?""";
    private static final String BEYOND = """
      SELECT id FROM ruqi_jobs_history WHERE job_id = ? AND id > ? AND %s
      ORDER BY id LIMIT ?""".formatted(ENDED);
    private static final String COUNT = """
      SELECT COUNT(*) AS firings FROM ruqi_jobs_history WHERE job_id = ? AND id > ? AND %s""".formatted(ENDED);
    private static final String DELETE_OUTPUTS = """
      DELETE o FROM ruqi_outputs o JOIN ruqi_jobs_history h ON h.firing_id = o.firing_id WHERE h.id IN (%s)""";
    private static final String DELETE = """
      DELETE FROM ruqi_jobs_history WHERE id IN (%s)""";

    private final Transactions transactions;
    private final ZoneId zone;

    MySqlHistory(Transactions transactions, ZoneId zone) {
        this.transactions = transactions;
        this.zone = zone;
    }

    @Override
    public Page<HistoryEntry> list(FiringFilter filter, Part part) {
        Where where = new Where()
                .andIf(filter.jobId(), "job_id = ?")
                .andIf(filter.jobName(), "job_name = ?")
                .and(
                        filter.statuses().isEmpty()
                                ? "FALSE"
                                : "status IN (" + Sql.marks(filter.statuses().size()) + ")",
                        filter.statuses().stream().map(Status::word).toArray())
                .andIf(filter.schedulerName(), "scheduler_name = ?")
                .andIf(filter.from(), "c_time >= ?")
                .andIf(filter.to(), "c_time < ?");
        return ChunkedRows.page(
                transactions,
                new ChunkedRows.Source<>("ruqi_jobs_history", COLUMNS, part.orderBy(), "id", MySqlHistory::read),
                where,
                part);
    }

    private static HistoryEntry read(ResultSet row) throws SQLException {
        return new HistoryEntry(
                row.getLong("id"),
                new Firing.JobRef(row.getString("job_id"), row.getString("job_name")),
                row.getString("cmd"),
                new HistoryEntry.Result(
                        Status.of(row.getString("status")),
                        row.getBoolean("cmd_is_success"),
                        row.getString("cmd_output"),
                        row.getDouble("cmd_cost"),
                        text(row, "reason")),
                row.getString("scheduler_name"),
                new HistoryEntry.Times(
                        Micros.read(row, "due_us"),
                        Micros.read(row, "last_due_us"),
                        row.getLong("instants"),
                        Micros.read(row, "start_us"),
                        row.getObject("c_time", LocalDateTime.class)),
                row.getInt("attempt"),
                new HistoryEntry.Ids(text(row, "firing_id"), text(row, "trace_id")));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    @Override
    public int deleteOlder(Whose whose, Duration age, int limit) {
        return transactions.run(connection -> {
            LocalDateTime now = LocalDateTime.ofInstant(Micros.now(connection), zone);
            return delete(
                    connection,
                    Sql.query(
                            connection,
                            OLDER,
                            row -> row.getLong("id"),
                            now.minus(age),
                            behind(connection, whose),
                            limit));
        });
    }

    private static long behind(Connection connection, Whose whose) throws SQLException {
        return switch (whose) {
            case ALL -> 0;
            case OURS ->
                Sql.first(connection, LAST_OF_PYTHON, row -> row.getLong("id")).orElseThrow();
        };
    }

    private static int delete(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        Object[] sorted = ids.stream().sorted().toArray();
        Sql.update(connection, DELETE_OUTPUTS.formatted(Sql.marks(sorted.length)), sorted);
        return Sql.update(connection, DELETE.formatted(Sql.marks(sorted.length)), sorted);
    }

    @Override
    public List<String> crowded(Whose whose, int keptPerJob) {
        return transactions.run(connection ->
                Sql.query(connection, CROWDED, row -> row.getString("job_id"), behind(connection, whose), keptPerJob));
    }

    @Override
    public int deleteBeyond(Whose whose, String jobId, int keptPerJob, int limit) {
        return transactions.run(connection -> {
            long behind = behind(connection, whose);
            long ended = Sql.first(connection, COUNT, row -> row.getLong("firings"), jobId, behind)
                    .orElseThrow();
            long tooMany = Math.min(limit, ended - keptPerJob);
            return tooMany <= 0
                    ? 0
                    : delete(
                            connection,
                            Sql.query(connection, BEYOND, row -> row.getLong("id"), jobId, behind, tooMany));
        });
    }
}
