package io.butterfly.benchmarks.ruqi;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.MariaDb;
import io.butterfly.embedded.ServerHome;
import io.butterfly.embedded.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One MariaDB whose commits are durable, with a fresh database for each contestant, and the nodes that run on it. */
final class TestBed implements AutoCloseable {
    private static final String OPTIONS =
            "?rewriteBatchedStatements=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                    + "&allowMultiQueries=true";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration SETTLE = Duration.ofSeconds(6);

    private final Path folder;
    private final MariaDb server;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private String database;

    private TestBed(Path folder, MariaDb server) {
        this.folder = folder;
        this.server = server;
    }

    static TestBed start() throws IOException {
        Path folder = Files.createTempDirectory("butterfly-benchmark-");
        Path data = folder.resolve("mariadb");
        ServerHome home = new ServerHome(
                "mariadb", data, 0, new PidFile(folder.resolve("mariadb.pid")), folder.resolve("mariadb.log"), true);
        return new TestBed(folder, MariaDb.start(new MariaDb.Settings(home, "512M", true)));
    }

    void useFreshDatabase(String name) {
        stopNodes();
        database = name;
        server.createDatabase(name);
    }

    String database() {
        return database;
    }

    MariaDb server() {
        return server;
    }

    String jdbcUrl() {
        return server.jdbcUrl(database) + OPTIONS;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), server.user(), server.password());
    }

    void add(NodeProcess node) {
        nodes.add(node);
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Nodes that do not show in the database get the time to start. */
    void awaitReady(Contestant contestant, int count) throws Exception {
        try (Connection connection = connect()) {
            Eventually.until(START_LIMIT, () -> contestant.isReady(connection, count));
        }
        LockSupport.parkNanos(SETTLE.toNanos());
    }

    static double number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(row.getMetaData().getColumnCount()); // SHOW STATUS names it first
        }
    }

    /** The database's clock, by which all judge what is due. */
    static Instant now(Connection connection) throws SQLException {
        return Instant.EPOCH.plusNanos((long) (number(connection, "SELECT UNIX_TIMESTAMP(NOW(6))") * 1e6) * 1_000);
    }

    static double statements(Connection connection) throws SQLException {
        return number(connection, "SHOW GLOBAL STATUS LIKE 'Questions'");
    }

    /** Seconds that the server and the nodes have computed so far. */
    double cpuSeconds() {
        Stream<Long> pids =
                Stream.concat(Stream.of(server.pid()), nodes.stream().map(NodeProcess::pid));
        return pids.mapToDouble(pid -> ProcessHandle.of(pid)
                                .orElseThrow()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toNanos()
                        / 1e9)
                .sum();
    }

    void stopNodes() {
        nodes.forEach(NodeProcess::close);
        nodes.clear();
    }

    @Override
    public void close() throws IOException {
        stopNodes();
        server.kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
