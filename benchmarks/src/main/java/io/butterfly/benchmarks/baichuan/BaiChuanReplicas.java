package io.butterfly.benchmarks.baichuan;

import io.butterfly.embedded.Redis;
import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import io.butterfly.kernel.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Redis of its own, and replicas of BaiChuan on it. */
final class BaiChuanReplicas implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Pattern GENERATION = Pattern.compile("total [0-9]+K, used ([0-9]+)K");
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Redis redis;
    private final Map<String, String> environment = new HashMap<>();
    private final List<ChildProcess> replicas = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    private BaiChuanReplicas(Path folder) {
        this.folder = folder;
        this.redis = redis(folder.resolve("redis"));
        AtExit.run(this::close);
    }

    /**
     * Its append-only file is not rewritten meanwhile: a measurement lasts a second, and a rewrite takes a core for as
     * long.
     */
    static Redis redis(Path dir) {
        return Redis.start(
                Redis.Settings.in(dir, 0, Redis.Persistence.EVERY_SECOND).with("--auto-aof-rewrite-percentage", "0"));
    }

    /** @param setting name and value of an environment variable for all replicas, or nothing */
    static BaiChuanReplicas start(int replicas, String... setting) throws IOException {
        BaiChuanReplicas started = new BaiChuanReplicas(Files.createTempDirectory("butterfly-benchmark-"));
        if (setting.length > 0) {
            started.environment.put(setting[0], setting[1]);
        }
        for (int i = 1; i <= replicas; i++) {
            started.startReplica("baichuan-" + i);
        }
        return started;
    }

    private void startReplica(String name) {
        int port = Ports.free();
        PidFile pidFile = new PidFile(folder.resolve(name + ".pid"));
        Map<String, String> environment = new HashMap<>(this.environment);
        environment.putAll(Map.of("BUTTERFLY_PORT", Integer.toString(port), "BUTTERFLY_REDIS_URL", redis.url()));
        ChildProcess replica = ChildProcess.start(
                new ChildProcess.Command(name, line(pidFile), environment, pidFile, folder.resolve(name + ".log")));
        replicas.add(replica);
        ports.add(port);
        replica.await(() -> isReady(port), START_LIMIT);
    }

    /** As the standalone set-up starts it. */
    private static List<String> line(PidFile pidFile) {
        Path jar = Path.of(System.getProperty("butterfly.home", "."))
                .toAbsolutePath()
                .normalize()
                .resolve("baichuan-service/target/baichuan-service.jar");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dbutterfly.pid-file=" + pidFile.path(),
                "-jar",
                jar.toString());
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection call = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/readiness")
                    .toURL()
                    .openConnection();
            return call.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param replica 0 for the first */
    URI baichuan(int replica) {
        return URI.create("http://127.0.0.1:" + ports.get(replica));
    }

    /** Megabytes in memory of the first replica's process. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + replicas.getFirst().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** What is in the first replica's heap after a full collection. */
    long liveHeapMegabytes() throws IOException {
        jcmd("GC.run");
        return GENERATION
                        .matcher(jcmd("GC.heap_info"))
                        .results()
                        .mapToLong(one -> Long.parseLong(one.group(1)))
                        .sum()
                / 1024;
    }

    private String jcmd(String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(replicas.getFirst().pid()),
                        command)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        replicas.forEach(replica -> replica.stop(STOP_PATIENCE));
        replicas.clear();
        redis.kill();
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
