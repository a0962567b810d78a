package io.butterfly.embedded.topology;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.Redis.Persistence;
import io.butterfly.embedded.SharedRedis;
import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A master with one replica, and three Sentinels that promote the replica within a few seconds after the master has died. */
public final class RedisSentinels implements SharedRedis, AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int SENTINELS = 3;
  private static final String CONFIGURATION = """
      port %d
      dir "%s"
      sentinel monitor mymaster 127.0.0.1 %d 2
      sentinel down-after-milliseconds mymaster 1000
      sentinel failover-timeout mymaster 5000
      """;

  private final Redis master;
  private final Redis replica;
  private final List<ChildProcess> sentinels = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private RedisSentinels(Redis master, Redis replica) {
    this.master = master;
    this.replica = replica;
  }

  public static RedisSentinels start(Path dir) {
    Redis master = Redis.start(Redis.Settings.in(dir.resolve("master"), 0, Persistence.EVERY_SECOND));
    Redis replica = Redis.start(Redis.Settings.in(dir.resolve("replica"), 0, Persistence.EVERY_SECOND)
        .with("--replicaof", "127.0.0.1 " + master.port()));
    RedisSentinels set = new RedisSentinels(master, replica);
    for (int i = 0; i < SENTINELS; i++) {
      set.startSentinel(dir.resolve("sentinel-" + i));
    }
    set.awaitWhole();
    return set;
  }

  private void startSentinel(Path dir) {
    int port = Ports.free();
    Path configuration = dir.resolve("sentinel.conf");
    try {
      Files.createDirectories(dir);
      Files.writeString(configuration, CONFIGURATION.formatted(port, dir, master.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PidFile pidFile = new PidFile(dir.resolve("sentinel.pid"));
    List<String> line = List.of(
        Redis.program().toString(), configuration.toString(), "--sentinel", "--pidfile", pidFile.path().toString(), "--set-proc-title", "no");
    ChildProcess sentinel = ChildProcess.start(new ChildProcess.Command("sentinel", line, Map.of(), pidFile, dir.resolve("sentinel.log")));
    sentinel.leash();
    sentinels.add(sentinel);
    ports.add(port);
  }

  /** Everybody knows everybody, and the replica has what the master has. */
  public void awaitWhole() {
    Eventually.until(START_LIMIT, () -> Redis.ask(replica.port(), "INFO replication").contains("master_link_status:up")
        && ports.stream().map(port -> Redis.ask(port, "INFO sentinel")).allMatch(info -> info.contains("slaves=1,sentinels=" + SENTINELS)));
  }

  public Redis master() {
    return master;
  }

  @Override
  public String url() {
    return "redis-sentinel://" + ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")) + "/0#mymaster";
  }

  @Override
  public void close() {
    sentinels.forEach(ChildProcess::kill);
    replica.kill();
    master.kill();
  }
}
