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
import java.util.List;
import java.util.Map;

/**
 * A master with one replica, and a Sentinel that promotes the replica within a few seconds after the master has died.
 */
public final class RedisSentinel implements SharedRedis, AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String CONFIGURATION = """
      port %d
      dir "%s"
      sentinel monitor mymaster 127.0.0.1 %d 1
      sentinel down-after-milliseconds mymaster 500
      sentinel failover-timeout mymaster 5000
      """;

    private final Redis master;
    private final Redis replica;
    private final ChildProcess sentinel;
    private final int port;

    private RedisSentinel(Redis master, Redis replica, Path dir) {
        this.master = master;
        this.replica = replica;
        this.port = Ports.free();
        this.sentinel = startSentinel(dir);
    }

    public static RedisSentinel start(Path dir) {
        Redis master = Redis.start(Redis.Settings.in(dir.resolve("master"), 0, Persistence.EVERY_SECOND));
        Redis replica = Redis.start(Redis.Settings.in(dir.resolve("replica"), 0, Persistence.EVERY_SECOND)
                .with("--replicaof", "127.0.0.1", Integer.toString(master.port())));
        RedisSentinel set = new RedisSentinel(master, replica, dir.resolve("sentinel"));
        set.awaitWhole();
        return set;
    }

    private ChildProcess startSentinel(Path dir) {
        Path configuration = dir.resolve("sentinel.conf");
        try {
            Files.createDirectories(dir);
            Files.writeString(configuration, CONFIGURATION.formatted(port, dir, master.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PidFile pidFile = new PidFile(dir.resolve("sentinel.pid"));
        List<String> line = List.of(
                Redis.program().toString(),
                configuration.toString(),
                "--sentinel",
                "--pidfile",
                pidFile.path().toString(),
                "--set-proc-title",
                "no");
        ChildProcess started = ChildProcess.start(
                new ChildProcess.Command("sentinel", line, Map.of(), pidFile, dir.resolve("sentinel.log")));
        started.endWithThisJvm();
        return started;
    }

    /** The Sentinel knows the replica, and this has what the master has. */
    public void awaitWhole() {
        Eventually.until(
                START_LIMIT,
                () -> Redis.ask(replica.port(), "INFO replication").contains("master_link_status:up")
                        && Redis.ask(port, "INFO sentinel").contains("slaves=1"));
    }

    public Redis master() {
        return master;
    }

    @Override
    public String url() {
        return "redis-sentinel://127.0.0.1:" + port + "/0#mymaster";
    }

    @Override
    public void close() {
        sentinel.kill();
        replica.kill();
        master.kill();
    }
}
