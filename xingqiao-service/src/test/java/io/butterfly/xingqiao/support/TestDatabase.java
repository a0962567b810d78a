package io.butterfly.xingqiao.support;

import io.butterfly.embedded.Servers;
import io.butterfly.embedded.process.Ports;
import io.butterfly.kernel.ReqId;
import io.butterfly.mysql.Schema;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A fresh database on the shared server, and the service on it. */
public record TestDatabase(String name) {
    public static TestDatabase create() {
        String name = "xq_" + ReqId.next().toLowerCase(Locale.ROOT);
        Servers.mariaDb().createDatabase(name);
        return new TestDatabase(name);
    }

    /** The service without HTTP and loops. */
    public ApplicationContext context() {
        ApplicationContext context = ApplicationContext.run(settings(Map.of()), "test");
        awaitTables(context);
        return context;
    }

    /** The whole service on a free port; no BaiChuan answers. */
    public EmbeddedServer server(Map<String, Object> more) {
        EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, settings(more), "test");
        awaitTables(server.getApplicationContext());
        return server;
    }

    /** The same, and the tables are not waited for. */
    public EmbeddedServer starting() {
        return ApplicationContext.run(EmbeddedServer.class, settings(Map.of()), "test");
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("micronaut.server.host", "127.0.0.1");
        settings.put("micronaut.server.port", -1);
        settings.put("butterfly.mysql.url", Servers.mariaDb().jdbcUrl(name));
        settings.put("butterfly.mysql.user", Servers.mariaDb().user());
        settings.put("butterfly.mysql.password", Servers.mariaDb().password());
        settings.put("butterfly.baichuan.url", "http://127.0.0.1:" + Ports.free());
        settings.putAll(more);
        return settings;
    }

    private static void awaitTables(ApplicationContext context) {
        try {
            if (!context.getBean(Schema.class).awaitReady(Duration.ofMinutes(2))) {
                throw new AssertionError("the tables were not ready in time");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row as text; null when there is none. */
    public String ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                Servers.mariaDb().jdbcUrl(name),
                Servers.mariaDb().user(),
                Servers.mariaDb().password());
    }
}
