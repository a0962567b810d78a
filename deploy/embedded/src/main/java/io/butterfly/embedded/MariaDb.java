package io.butterfly.embedded;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One MariaDB server with a single account, {@code butterfly}, that may do everything and has a password of its own. */
public final class MariaDb implements SharedDatabase, AutoCloseable {
  public static final String USER = MariaDbFiles.USER;

  private static final Duration START_LIMIT = Duration.ofSeconds(120); // a crash recovery may take its time
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final int PROBE_TIMEOUT_MS = 500;
  private static final int PROTOCOL_VERSION = 10;

  /**
   * @param dir holds {@code data/} and {@code password}
   * @param port 0 for a free one
   * @param bufferPool such as {@code 256M}
   * @param isDurable whether a commit is on disk when it is acknowledged; without it a commit still survives the death of the process, not
   *     that of the machine
   */
  public record Settings(Path dir, int port, String bufferPool, boolean isDurable, PidFile pidFile, Path log) {
    public Settings {
      dir = dir.toAbsolutePath().normalize();
      port = port == 0 ? Ports.free() : port;
    }

    /** For tests. */
    public static Settings in(Path dir, int port) {
      return new Settings(dir, port, "128M", false, new PidFile(dir.resolve("mariadb.pid")), dir.resolve("mariadb.log"));
    }
  }

  private final Settings settings;
  private final MariaDbFiles files;
  private ChildProcess process;

  private MariaDb(Settings settings) {
    this.settings = settings;
    this.files = new MariaDbFiles(Programs.mariaDb(), settings.dir(), settings.log());
  }

  public static MariaDb start(Path dir, int port) {
    return start(Settings.in(dir, port));
  }

  public static MariaDb start(Settings settings) {
    MariaDb server = new MariaDb(settings);
    settings.pidFile().endLeftBehind();
    server.files.createUnlessThere();
    server.launch();
    return server;
  }

  /** The account of the server with these settings, also before its first start. */
  public static String passwordOf(Settings settings) {
    return new MariaDbFiles(Programs.mariaDb(), settings.dir(), settings.log()).password();
  }

  private void launch() {
    settings.pidFile().endLeftBehind();
    Ports.requireFree(settings.port(), "mariadb");
    process = ChildProcess.start(new ChildProcess.Command("mariadb", line(), Map.of(), settings.pidFile(), settings.log()));
    process.await(this::greets, START_LIMIT);
  }

  private List<String> line() {
    List<String> line = new ArrayList<>(files.serverLine(files.data()));
    line.addAll(List.of(
        "--bind-address=127.0.0.1",
        "--port=" + settings.port(),
        "--socket=", // TCP only: the path of a socket may not be longer than 107 characters
        "--pid-file=" + settings.pidFile().path(),
        "--skip-ssl", // making a key takes seconds
        "--skip-name-resolve",
        "--max-connections=500",
        "--max-allowed-packet=64M",
        "--innodb-buffer-pool-size=" + settings.bufferPool(),
        "--innodb-flush-log-at-trx-commit=" + (settings.isDurable() ? 1 : 2)));
    return line;
  }

  /** The first packet of a server that is ready begins with the version of the protocol; one that is not yet sends an error or nothing. */
  private boolean greets() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), PROBE_TIMEOUT_MS);
      socket.setSoTimeout(PROBE_TIMEOUT_MS);
      byte[] head = socket.getInputStream().readNBytes(5);
      return head.length == 5 && head[4] == PROTOCOL_VERSION;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:mysql://127.0.0.1:" + settings.port() + "/" + database;
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return files.password();
  }

  @Override
  public void createDatabase(String name) {
    if (!name.matches("[A-Za-z0-9_]{1,64}")) {
      throw new IllegalArgumentException("'" + name + "' is no name for a database");
    }
    run("create database if not exists `" + name + "` character set utf8mb4");
  }

  /** Through the bundled client; the password travels in the environment, where other users cannot read it. */
  private void run(String sql) {
    ProcessBuilder client = new ProcessBuilder(
        Programs.mariaDb().resolve("bin/mariadb").toString(), "--no-defaults", "--skip-ssl", "--protocol=tcp",
        "--host=127.0.0.1", "--port=" + settings.port(), "--user=" + user(), "--execute=" + sql);
    client.environment().put("MYSQL_PWD", password());
    try {
      Process running = client.redirectErrorStream(true).start();
      String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (running.waitFor() != 0) {
        throw new IllegalStateException("the database refused \"" + sql + "\": " + output.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public int port() {
    return settings.port();
  }

  public long pid() {
    return process.pid();
  }

  public ChildProcess process() {
    return process;
  }

  public void kill() {
    process.kill();
  }

  public void stop() {
    process.stop(STOP_PATIENCE);
  }

  /** The same port and data. */
  public void restart() {
    stop();
    launch();
  }

  @Override
  public void close() {
    stop();
  }
}
