package io.butterfly.mysql;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The steps that change a service's tables. Replicas that start together take turns, by a lock of the server. A step
 * that failed, or whose process died before it was recorded, is done again at the next try: what it has done already is
 * left out ({@link Repeatable}), and its mark as failed is taken away. Connections are the driver's own, without
 * limits: a step on a large table takes as long as it takes.
 */
final class Migrations {
    /** Shorter than the driver waits for any answer. */
    private static final Duration WAIT = Duration.ofSeconds(10);
    /** Named locks are the server's: the database's name belongs to it, and it may have 64 characters. */
    private static final String LOCK =
            "SELECT GET_LOCK(CONCAT('butterfly.', ?, '.', LEFT(SHA2(DATABASE(), 256), 32)), ?)";

    private static final Pattern MARIA_DB = Pattern.compile("(?:5\\.5\\.5-)?([0-9.]+)-MariaDB.*");

    private static final String TLS = "SHOW SESSION STATUS LIKE 'Ssl_version'";
    /** Old servers stored dates of zeros, which a strict session refuses in every row that it touches. */
    private static final String MODE = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'";

    private final String service;
    private final HikariDataSource pool;
    private final List<JavaMigration> more;

    Migrations(String service, HikariDataSource pool, List<JavaMigration> more) {
        this.service = service;
        this.pool = pool;
        this.more = more;
    }

    /** A step of the schema does not work; the message says which, and why. */
    static final class StepFailed extends Exception {
        StepFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Does what is to be done, and says in words which server that was and how it is connected; empty while another
     * process is at it.
     */
    Optional<String> run() throws SQLException, StepFailed {
        try (Connection turn = connect()) {
            boolean isMine = Sql.first(turn, LOCK, row -> row.getInt(1) == 1, service, WAIT.toSeconds())
                    .orElse(false);
            if (!isMine) {
                return Optional.empty();
            }
            migrate();
            return Optional.of(describe(turn));
        }
    }

    private void migrate() throws StepFailed {
        Progress progress = new Progress();
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(new Own(pool))
                    .locations("classpath:db/migration/" + service)
                    .javaMigrations(more.toArray(JavaMigration[]::new))
                    .table("flyway_" + service)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .outOfOrder(true) // a step between old ones, for tables that never got past those
                    .callbacks(progress)
                    .load();
            flyway.repair();
            flyway.migrate();
        } catch (RuntimeException e) {
            SQLException cause = SqlErrors.causeOf(e);
            if (progress.step.isEmpty() || cause != null && SqlErrors.isUnreachable(cause)) {
                throw e;
            }
            throw new StepFailed(
                    "migration " + progress.step + " failed: " + SqlErrors.reason(cause == null ? e : cause), e);
        }
    }

    /** Remembers which step is under way. */
    private static final class Progress extends BaseCallback {
        private String step = "";

        @Override
        public void handle(Event event, Context context) {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                step = "V" + context.getMigrationInfo().getVersion();
            } else if (event == Event.AFTER_EACH_MIGRATE) {
                step = "";
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    private final class Own extends DelegatingDataSource {
        Own(HikariDataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = connect();
            connection.setNetworkTimeout(Runnable::run, 0);
            Sql.update(connection, MODE);
            return Repeatable.on(connection);
        }
    }

    /** The driver calls MariaDB MySQL; its version says what it is, behind a number for old replicas. */
    static String product(String name, String version) {
        Matcher mariaDb = MARIA_DB.matcher(version);
        return mariaDb.matches() ? "MariaDB " + mariaDb.group(1) : name + " " + version;
    }

    private String describe(Connection connection) throws SQLException {
        String tls = Sql.first(connection, TLS, row -> row.getString(2)).orElse("");
        boolean isVerified = pool.getJdbcUrl().contains("sslMode=VERIFY");
        DatabaseMetaData server = connection.getMetaData();
        return product(server.getDatabaseProductName(), server.getDatabaseProductVersion()) + " at "
                + pool.getJdbcUrl().replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "") + ", "
                + (tls.isEmpty()
                        ? "without TLS"
                        : tls + (isVerified ? ", its certificate verified" : ", its certificate not verified"));
    }
}
