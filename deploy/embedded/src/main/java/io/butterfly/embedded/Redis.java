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

  /**
   * What it keeps, and where.
   *
   * @param options further ones of the command line
   */
  public record Settings(Place place, Persistence persistence, List<String> options) {
    public Settings(Place place, Persistence persistence) {
      this(place, persistence, List.of());
    }

    /** For tests: it ends with this JVM. */
    public static Settings in(Path dir, int port, Persistence persistence) {
      return new Settings(Place.leashed("redis", dir, port), persistence);
    }

    public Settings with(String... more) {
      return new Settings(place, persistence, List.of(more));
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

  /** The executable. */
  public static Path program() {
    return Programs.redisServer();
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
    line.addAll(settings.options());
    return line;
  }

  /** It answers LOADING while it reads its file. */
  @Override
  boolean isReady() {
    return ask(port(), "PING").startsWith("+PONG");
  }

  /** What a Redis on this machine answers to a command of words, as it is on the wire; empty when there is no answer. */
  public static String ask(int port, String command) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MS);
      socket.setSoTimeout(PROBE_TIMEOUT_MS);
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + port() + "/0";
  }
}
