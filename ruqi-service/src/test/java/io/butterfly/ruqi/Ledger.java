package io.butterfly.ruqi;

import io.butterfly.embedded.SharedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The tables as they are, read past the service. */
public final class Ledger {
    private static final String ROWS = """
      SELECT job_id, due_us, instants, status, scheduler_name, attempt, firing_id, owner
      FROM ruqi_jobs_history WHERE job_id LIKE ? ORDER BY job_id, due_us""";

    private final SharedDatabase server;
    private final String database;

    public Ledger(SharedDatabase server, String database) {
        this.server = server;
        this.database = database;
    }

    /** A due instant, or several that were skipped together. */
    public record Row(
            String jobId,
            long dueUs,
            long instants,
            String status,
            String scheduler,
            int attempt,
            String firingId,
            long owner) {}

    public Connection connect() throws SQLException {
        Properties options = new Properties(); // the address may have some already
        options.putAll(Map.of("user", server.user(), "password", server.password(), "allowMultiQueries", "true"));
        return DriverManager.getConnection(server.jdbcUrl(database), options);
    }

    public List<Row> rows(String jobIdLike) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setString(1, jobIdLike);
            List<Row> rows = new ArrayList<>();
            for (ResultSet row = query.executeQuery(); row.next(); ) {
                rows.add(new Row(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getString(7),
                        row.getLong(8)));
            }
            return rows;
        }
    }

    public int update(String sql) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    public String text(String sql) throws SQLException {
        try (Connection connection = connect();
                ResultSet row = connection.prepareStatement(sql).executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Fails unless the due instants of every job follow each other by the period, none missing and none twice. */
    public void requireEveryInstantOnce(String jobIdLike, long periodUs) throws SQLException {
        Row before = null;
        for (Row row : rows(jobIdLike)) {
            if (before != null
                    && before.jobId().equals(row.jobId())
                    && row.dueUs() - before.dueUs() != before.instants() * periodUs) {
                throw new AssertionError("after " + before + " comes " + row);
            }
            before = row;
        }
    }
}
