package io.butterfly.ruqi;

import io.butterfly.embedded.MariaDb;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.SharedDatabase;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A database that goes away and comes back: the server of its own is killed as with {@code kill -9}, and one that runs
 * elsewhere is reached through a bridge that is cut.
 */
public final class MortalDatabase implements SharedDatabase, AutoCloseable {
    private final SharedDatabase server;
    private final UnaryOperator<String> address;
    private final Runnable death;
    private final Runnable rebirth;
    private final Runnable end;

    private MortalDatabase(
            SharedDatabase server, UnaryOperator<String> address, Runnable death, Runnable rebirth, Runnable end) {
        this.server = server;
        this.address = address;
        this.death = death;
        this.rebirth = rebirth;
        this.end = end;
    }

    public static MortalDatabase start(Path folder) {
        return System.getProperty("butterfly.test.mysql.url", "").isBlank()
                ? own(MariaDb.start(folder.resolve("mariadb"), 0))
                : given(Servers.mariaDb());
    }

    private static MortalDatabase own(MariaDb server) {
        return new MortalDatabase(server, url -> url, server::kill, server::restart, server::close);
    }

    private static MortalDatabase given(SharedDatabase server) {
        Bridge bridge = Bridge.to(server.jdbcUrl("x").replaceFirst("jdbc:mysql://([^/]+)/.*", "$1"));
        return new MortalDatabase(
                server,
                url -> url.replaceFirst("//[^/]+/", "//127.0.0.1:" + bridge.port() + "/"),
                bridge::close,
                bridge::open,
                bridge::close);
    }

    public void kill() {
        death.run();
    }

    public void restart() {
        rebirth.run();
    }

    @Override
    public String jdbcUrl(String database) {
        return address.apply(server.jdbcUrl(database));
    }

    @Override
    public String user() {
        return server.user();
    }

    @Override
    public String password() {
        return server.password();
    }

    @Override
    public void createDatabase(String name) {
        server.createDatabase(name);
    }

    @Override
    public void close() {
        end.run();
    }
}
