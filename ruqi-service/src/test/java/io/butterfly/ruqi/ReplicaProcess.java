package io.butterfly.ruqi;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.SharedDatabase;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A replica in a process of its own, as an operator starts it; it can be killed without warning. */
public final class ReplicaProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private ReplicaProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The database's address in the manual's form. */
    public static Map<String, String> environment(SharedDatabase server, String database, String baiChuan) {
        String manual = "mysql+retrypool://%s:%s@".formatted(server.user(), server.password());
        String url = server.jdbcUrl(database).replace("jdbc:mysql://", manual).replaceFirst("\\?.*", "")
                + "?max_connections=300&stale_timeout=300";
        return new HashMap<>(Map.of("BUTTERFLY_MYSQL_URL", url, "BUTTERFLY_BAICHUAN_URL", baiChuan));
    }

    public static ReplicaProcess start(Map<String, String> environment, Path log, String... arguments)
            throws IOException {
        int port = Ports.free();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                classPath,
                "io.butterfly.ruqi.RuQi"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        builder.environment().put("BUTTERFLY_PORT", Integer.toString(port));
        return new ReplicaProcess(
                builder.redirectErrorStream(true)
                        .redirectOutput(Redirect.to(log.toFile()))
                        .start(),
                port);
    }

    public ReplicaProcess awaitReady() {
        Eventually.until(Duration.ofMinutes(3), () -> get("/health/readiness") == 200);
        return this;
    }

    /** The status of the answer. */
    public int get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    public Process process() {
        return process;
    }

    /** The middle of its scheduler name, which is {@code host:port:pid}. */
    public String nameEnd() {
        return ":" + port + ":" + process.pid();
    }

    /** @param name such as {@code STOP} */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Asks it to end (SIGTERM) and waits until it has. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs a minute after SIGTERM");
        }
    }

    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
