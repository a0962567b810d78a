package io.butterfly.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One Redis server. It evicts nothing: when memory is short, writes are refused. */
public final class Redis extends Server implements SharedRedis {
  /** What survives when the process dies. */
  public enum Persistence {
    /** Every acknowledged write. */
    ALWAYS,
    /** All but the last second of a machine that lost its power; everything when only the process died. */
    EVERY_SECOND,
    /** Nothing. */
    NONE
  }

  /** What it keeps, and where. */
  public record Settings(Place place, Persistence persistence) {
    /** For tests: it ends with this JVM. */
    public static Settings in(Path dir, int port, Persistence persistence) {
      return new Settings(Place.leashed("redis", dir, port), persistence);
    }
  }

  private final Settings settings;

  private Redis(Settings settings) {
    super(settings.place());
    this.settings = settings;
  }

  /** For tests: a server that survives {@link #kill} with all its data. */
  public static Redis start(Path dir, int port) {
    return start(Settings.in(dir, port, Persistence.EVERY_SECOND));
  }

  public static Redis start(Settings settings) {
    Redis redis = new Redis(settings);
    redis.launch();
    return redis;
  }

  @Override
  void prepare() {
    try {
      Files.createDirectories(settings.place().dir());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  List<String> line() {
    List<String> line = new ArrayList<>(List.of(
        Programs.redisServer().toString(),
        "--bind", "127.0.0.1",
        "--port", Integer.toString(port()),
        "--dir", settings.place().dir().toString(),
        "--pidfile", settings.place().pidFile().path().toString(),
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
  @Override
  boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_TIMEOUT_MS);
      socket.setSoTimeout(PROBE_TIMEOUT_MS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return "+PONG".equals(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + port() + "/0";
  }
}
