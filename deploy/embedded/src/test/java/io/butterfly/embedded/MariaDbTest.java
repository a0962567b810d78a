package io.butterfly.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MariaDbTest {
    @TempDir
    Path dir;

    @Test
    void a_killed_server_has_its_committed_rows_when_it_returns_on_the_same_port() throws SQLException {
        try (MariaDb server = MariaDb.start(dir, 0)) {
            int port = server.port();
            server.createDatabase("shop");
            execute(server, "create table shop.orders (name varchar(20))");
            execute(server, "insert into shop.orders values ('鞋')");

            server.kill();
            assertThat(server.process().isAlive()).isFalse();
            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(first(server, "select name from shop.orders")).isEqualTo("鞋");
        }
    }

    @Test
    void a_second_start_finds_the_data_and_the_password_of_the_first() throws SQLException {
        String password;
        try (MariaDb server = MariaDb.start(dir, 0)) {
            password = server.password();
            server.createDatabase("shop");
        }

        try (MariaDb server = MariaDb.start(dir, 0)) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(first(server, "show databases like 'shop'")).isEqualTo("shop");
        }
    }

    @Test
    void only_the_account_with_the_password_gets_in() throws Exception {
        try (MariaDb server = MariaDb.start(dir, 0)) {
            assertThat(first(
                            server,
                            "select group_concat(user, '@', host) from mysql.global_priv where user <> 'mariadb.sys'"))
                    .isEqualTo("butterfly@127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(""), "root", ""))
                    .hasMessageContaining("Access denied");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(""), server.user(), ""))
                    .hasMessageContaining("Access denied");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_server_whose_parent_was_killed_is_ended_by_the_next_start() throws Exception {
        MariaDb leftBehind = MariaDb.start(dir, 0);

        try (MariaDb server = MariaDb.start(dir, leftBehind.port())) {
            assertThat(leftBehind.process().isAlive()).isFalse();
            assertThat(first(server, "select 1")).isEqualTo("1");
            assertThat(Files.readString(dir.resolve("mariadb.pid")).strip()).isEqualTo(Long.toString(server.pid()));
        }
    }

    @Test
    void a_first_start_that_was_cut_short_is_done_again() throws Exception {
        Files.createDirectories(dir.resolve("data.new/mysql"));
        Files.writeString(dir.resolve("data.new/ibdata1"), "half");

        try (MariaDb server = MariaDb.start(dir, 0)) {
            assertThat(first(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_port_that_another_server_has_is_named() {
        try (MariaDb server = MariaDb.start(dir.resolve("a"), 0)) {
            assertThatThrownBy(() -> MariaDb.start(dir.resolve("b"), server.port()))
                    .hasMessageContaining("port " + server.port());
        }
    }

    private static void execute(MariaDb server, String sql) throws SQLException {
        try (Connection connection = connection(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String first(MariaDb server, String sql) throws SQLException {
        try (Connection connection = connection(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connection(MariaDb server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
    }
}
