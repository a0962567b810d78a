package io.butterfly.ruqi;

import io.butterfly.embedded.MariaDb;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.SharedDatabase;
import java.nio.file.Path;

/** A database that goes away and comes back: the server of its own is killed, and to one that somebody else runs the connections are cut. */
public sealed interface MortalDatabase extends SharedDatabase, AutoCloseable {
  void kill();

  void restart();

  @Override
  void close();

  static MortalDatabase start(Path folder) {
    return System.getProperty("butterfly.test.mysql.url", "").isBlank()
        ? new Own(MariaDb.start(folder.resolve("mariadb"), 0))
        : new Given(Servers.mariaDb());
  }

  /** Killed as with {@code kill -9}. */
  record Own(MariaDb server) implements MortalDatabase {
    @Override
    public void kill() {
      server.kill();
    }

    @Override
    public void restart() {
      server.restart();
    }

    @Override
    public String jdbcUrl(String database) {
      return server.jdbcUrl(database);
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
      server.close();
    }
  }

  /** Reached through a bridge that can be cut. */
  final class Given implements MortalDatabase {
    private final SharedDatabase server;
    private final Bridge bridge;

    private Given(SharedDatabase server) {
      this.server = server;
      this.bridge = Bridge.to(server.jdbcUrl("x").replaceFirst("jdbc:mysql://([^/]+)/.*", "$1"));
    }

    @Override
    public void kill() {
      bridge.close();
    }

    @Override
    public void restart() {
      bridge.open();
    }

    @Override
    public String jdbcUrl(String database) {
      return server.jdbcUrl(database).replaceFirst("//[^/]+/", "//127.0.0.1:" + bridge.port() + "/");
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
      bridge.close();
    }
  }
}
