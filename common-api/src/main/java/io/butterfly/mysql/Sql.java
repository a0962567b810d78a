package io.butterfly.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs one statement with positional arguments; arguments and columns go by {@code setObject} and {@code getObject}
 * unless read otherwise.
 */
public final class Sql {
    /** So few that rows with a megabyte each stay far below the packets that servers take. */
    private static final int MOST_JOINED = 4;

    private Sql() {}

    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        }
    }

    public static <T> Optional<T> first(Connection connection, String sql, RowReader<T> reader, Object... arguments)
            throws SQLException {
        return query(connection, sql, reader, arguments).stream().findFirst();
    }

    /** The number of rows the statement found, whether or not it changed them. */
    public static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /** Inserts one row and returns its generated key. */
    public static long insert(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(statement, arguments);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /** Inserts the rows, in one round trip where the driver can, and returns their generated keys in the same order. */
    public static List<Long> insertAll(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
            List<Long> ids = new ArrayList<>();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                while (keys.next()) {
                    ids.add(keys.getLong(1));
                }
            }
            if (ids.size() != rows.size()) {
                throw new SQLException(rows.size() + " rows were inserted, and " + ids.size() + " keys came back");
            }
            return ids;
        }
    }

    /** Runs the statement once per row of arguments, in one round trip where the driver can. */
    public static int[] batch(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /**
     * Runs a statement once per row of arguments.
     *
     * @param sql without a semicolon at its end
     */
    public record Batch(String sql, List<Object[]> rows) {}

    /** Runs the batches in their order: a few rows in one round trip, many in one round trip a batch. */
    public static void batches(Connection connection, List<Batch> batches) throws SQLException {
        List<Object[]> rows =
                batches.stream().flatMap(batch -> batch.rows().stream()).toList();
        if (rows.size() < 2 || rows.size() > MOST_JOINED) {
            for (Batch batch : batches) {
                batch(connection, batch.sql(), batch.rows());
            }
            return;
        }
        String joined = batches.stream()
                .flatMap(batch -> Collections.nCopies(batch.rows().size(), batch.sql()).stream())
                .collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = prepare(
                connection, joined, rows.stream().flatMap(Arrays::stream).toArray())) {
            statement.execute();
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // the error of a statement is thrown when its result is looked at
            }
        }
    }

    /** {@code ?, ?, ?} for an IN list of that many values, at least one. */
    public static String marks(int count) {
        return "?" + ", ?".repeat(count - 1);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(statement, arguments);
        return statement;
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }
}
