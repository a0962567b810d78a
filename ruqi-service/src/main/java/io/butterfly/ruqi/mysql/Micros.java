package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Instants as the tables have them: UTC microseconds, or Unix seconds with a fraction. */
public final class Micros {
    /** The server's time as microseconds; the session is in UTC, so no hour is ambiguous. */
    public static final String NOW = "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";

    private static final String SELECT_NOW = """
      SELECT %s AS now_us""".formatted(NOW);
    private static final double MILLION = 1e6;

    private Micros() {}

    /** The server's time. */
    static Instant now(Connection connection) throws SQLException {
        return Sql.first(connection, SELECT_NOW, row -> instant(row.getLong("now_us")))
                .orElseThrow();
    }

    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static Optional<Instant> read(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(instant(micros));
    }

    /** From 2242 on a double is coarser than a microsecond: then it is the one before the instant, never one after. */
    public static double seconds(Instant instant) {
        double seconds = of(instant) / MILLION;
        while (ofSeconds(seconds).isAfter(instant)) {
            seconds = Math.nextDown(seconds);
        }
        return seconds;
    }

    public static Instant ofSeconds(double seconds) {
        return instant(Math.round(seconds * MILLION));
    }

    public static Optional<Instant> readSeconds(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(ofSeconds(seconds));
    }
}
