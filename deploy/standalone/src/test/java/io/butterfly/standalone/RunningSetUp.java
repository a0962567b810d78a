package io.butterfly.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher as a process of its own, as run.sh starts it, and what a user can do with it. */
final class RunningSetUp implements AutoCloseable {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private final Path data;
    private final int port;
    private final Path output;
    private final Process launcher;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningSetUp(Path data, int port, Path output, Process launcher) {
        this.data = data;
        this.port = port;
        this.output = output;
        this.launcher = launcher;
    }

    static RunningSetUp start(Path data, int port, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile(data.getParent(), "launcher-", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dbutterfly.home=" + HOME,
                        "-jar",
                        HOME.resolve("deploy/standalone/target/standalone.jar").toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        RunningSetUp setUp = new RunningSetUp(data, port, output, builder.start());
        setUp.awaitLine("ready http://127.0.0.1:" + port);
        return setUp;
    }

    private void awaitLine(String line) {
        try {
            Eventually.until(START_LIMIT, () -> output().contains(line) || !launcher.isAlive());
        } catch (AssertionError e) {
            launcher.destroy();
            throw new AssertionError(
                    "no line '" + line + "'; the launcher printed:\n" + String.join("\n", output()), e);
        }
        if (!output().contains(line)) {
            throw new AssertionError("the launcher ended; it printed:\n" + String.join("\n", output()));
        }
    }

    List<String> output() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            return List.of();
        }
    }

    JsonNode post(String path, Map<String, ?> parameters) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded") // as curl -d calls it
                .POST(BodyPublishers.ofString(Json.write(parameters)))
                .build();
        return Json.tree(http.send(request, BodyHandlers.ofString()).body());
    }

    JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        return Json.tree(http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Straight to one process. */
    int status(String name, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports().getProperty(name) + path))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    Properties ports() throws IOException {
        Properties ports = new Properties();
        try (InputStream file = Files.newInputStream(data.resolve("run/ports.properties"))) {
            ports.load(file);
        }
        return ports;
    }

    ProcessHandle process(String name) throws IOException {
        long pid = Long.parseLong(
                Files.readString(data.resolve("run/" + name + ".pid")).strip());
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new AssertionError("there is no process " + pid + " of " + name));
    }

    List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("run"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pid")).toList()) {
                all.add(process(file.getFileName().toString().replace(".pid", "")));
            }
        }
        return all;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill(String name) throws Exception {
        kill(process(name));
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(60, TimeUnit.SECONDS);
    }

    /** @param signal such as {@code STOP} and {@code CONT} */
    void signal(String name, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process(name).pid()))
                .start()
                .waitFor();
    }

    void killLauncher() throws Exception {
        kill(launcher.toHandle());
    }

    /** SIGTERM, as a supervisor sends it; Ctrl-C does the same. */
    void stop() throws InterruptedException {
        launcher.destroy();
        if (!launcher.waitFor(300, TimeUnit.SECONDS)) {
            launcher.destroyForcibly();
            throw new AssertionError("the launcher did not stop; it printed:\n" + String.join("\n", output()));
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
