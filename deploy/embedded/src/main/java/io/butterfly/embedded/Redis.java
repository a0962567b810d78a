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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Redis server. It evicts nothing: when memory is short, writes are refused. */
public final class Redis implements SharedRedis, AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final int PROBE_TIMEOUT_MS = 500;

  /** What survives when the process dies. */
  public enum Persistence {
    /** Every acknowledged write. */
    ALWAYS,
    /** All but the last second of a machine that lost its power; everything when only the process died. */
    EVERY_SECOND,
    /** Nothing. */
    NONE
  }

  /**
   * @param dir the data folder
   * @param port 0 for a free one
   */
  public record Settings(Path dir, int port, Persistence persistence, PidFile pidFile, Path log) {
    public Settings {
      dir = dir.toAbsolutePath().normalize();
      port = port == 0 ? Ports.free() : port;
    }

    public static Settings in(Path dir, int port, Persistence persistence) {
      return new Settings(dir, port, persistence, new PidFile(dir.resolve("redis.pid")), dir.resolve("redis.log"));
    }
  }

  private final Settings settings;
  private ChildProcess process;

  private Redis(Settings settings) {
    this.settings = settings;
  }

  /** A server that survives {@link #kill} with all its data. */
  public static Redis start(Path dir, int port) {
    return start(Settings.in(dir, port, Persistence.EVERY_SECOND));
  }

  public static Redis start(Settings settings) {
    Redis redis = new Redis(settings);
    redis.launch();
    return redis;
  }

  private void launch() {
    try {
      Files.createDirectories(settings.dir());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.pidFile().endLeftBehind();
    Ports.requireFree(settings.port(), "redis");
    process = ChildProcess.start(new ChildProcess.Command("redis", line(), Map.of(), settings.pidFile(), settings.log()));
    process.await(this::answers, START_LIMIT);
  }

  private List<String> line() {
    List<String> line = new ArrayList<>(List.of(
        Programs.redisServer().toString(),
        "--bind", "127.0.0.1",
        "--port", Integer.toString(settings.port()),
        "--dir", settings.dir().toString(),
        "--pidfile", settings.pidFile().path().toString(),
        "--set-proc-title", "no", // the title would hide the pid file's name
        "--maxmemory-policy", "noeviction",
        "--save", "",
        "--appendonly", settings.persistence() == Persistence.NONE ? "no" : "yes"));
    if (settings.persistence() == Persistence.ALWAYS) {
      line.addAll(List.of("--appendfsync", "always"));
    }
    return line;
  }

  /** It answers LOADING while it reads its file. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), PROBE_TIMEOUT_MS);
      socket.setSoTimeout(PROBE_TIMEOUT_MS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return "+PONG".equals(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + settings.port() + "/0";
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
