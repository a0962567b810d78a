package io.butterfly.benchmarks;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole set-up of {@code deploy/standalone}, on a fresh data folder and a free port: both databases and every
 * service, each a process.
 */
public final class RunningSetUp implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final long STOP_LIMIT_S = 300;

    private final Path folder;
    private final int port;
    private final Process launcher;

    private RunningSetUp(Path folder, int port, Process launcher) {
        this.folder = folder;
        this.port = port;
        this.launcher = launcher;
    }

    /** @param options of {@code run.sh}, such as {@code --ruqi-replicas 1} */
    public static RunningSetUp start(String... options) {
        try {
            Path folder = Files.createTempDirectory("butterfly-benchmark-");
            int port = Ports.free();
            Path home = Path.of(System.getProperty("butterfly.home", "."))
                    .toAbsolutePath()
                    .normalize();
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-Dbutterfly.home=" + home,
                    "-jar",
                    home.resolve("deploy/standalone/target/standalone.jar").toString(),
                    "--data",
                    folder.resolve("data").toString(),
                    "--port",
                    Integer.toString(port)));
            line.addAll(List.of(options));
            Process launcher = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("launcher.log").toFile())
                    .start();
            RunningSetUp setUp = new RunningSetUp(folder, port, launcher);
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::destroy));
            setUp.awaitReady();
            return setUp;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Eventually.until(START_LIMIT, () -> output().contains("ready " + uri("")) || !launcher.isAlive());
        if (!launcher.isAlive()) {
            throw new IllegalStateException("the set-up did not start:\n" + String.join("\n", output()));
        }
    }

    private List<String> output() {
        try {
            return Files.readAllLines(folder.resolve("launcher.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Through the gateway. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @param process such as {@code baichuan-1} */
    public URI uri(String process, String path) {
        return URI.create("http://127.0.0.1:" + portOf(process) + path);
    }

    /** @param process such as {@code mariadb}, {@code redis}, {@code ruqi-1} */
    public int portOf(String process) {
        Properties ports = new Properties();
        try (InputStream file = Files.newInputStream(folder.resolve("data/run/ports.properties"))) {
            ports.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.parseInt(ports.getProperty(process));
    }

    /** @param process such as {@code ruqi-2} */
    public ProcessHandle process(String process) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("data/run/" + process + ".pid"))
                            .strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of {@code --data}. */
    public Path data() {
        return folder.resolve("data");
    }

    @Override
    public void close() throws Exception {
        launcher.destroy();
        if (!launcher.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the set-up did not stop; its folder is " + folder);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
