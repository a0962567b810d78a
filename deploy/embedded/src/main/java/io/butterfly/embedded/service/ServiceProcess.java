package io.butterfly.embedded.service;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.WholeExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One service as a process that ends with this JVM; it can be stopped or killed and comes back on the same port. */
public final class ServiceProcess implements AutoCloseable {
    /** The folder of this project. */
    public static final Path OWN_BUILD = ServiceModule.root();

    private static final Path DIR = Path.of(System.getProperty("butterfly.test.dir", "target"), "services")
            .toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final BodyLimit MOST_READ = BodyLimit.cutAt(1_000);
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private final ServiceModule service;
    private final Map<String, String> environment;
    private final int port;
    private final Optional<Container> container;
    /** The folder of the built project whose version it runs. */
    private Path build = OWN_BUILD;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();
    private ChildProcess process;

    private ServiceProcess(
            ServiceModule service, Map<String, String> environment, int port, Optional<Container> container) {
        this.service = service;
        this.environment = environment;
        this.port = port;
        this.container = container;
    }

    /** Waits until it is ready. Its log is {@code target/services/<name>-<port>.log}. */
    public static ServiceProcess start(ServiceModule service, Map<String, String> environment) {
        return startOn(Ports.free(), service, environment);
    }

    /** On a port that was chosen before, because others are given its address. */
    public static ServiceProcess startOn(int port, ServiceModule service, Map<String, String> environment) {
        return start(service, environment, port, Optional.empty());
    }

    /** As the version that another folder holds, built. */
    public static ServiceProcess startVersion(
            Path build, int port, ServiceModule service, Map<String, String> environment) {
        ServiceProcess started = new ServiceProcess(service, new HashMap<>(environment), port, Optional.empty());
        started.startAgain(build);
        return started;
    }

    /** With the flags of our images and the memory of that container. */
    public static ServiceProcess startIn(Container container, ServiceModule service, Map<String, String> environment) {
        return start(service, environment, Ports.free(), Optional.of(container));
    }

    private static ServiceProcess start(
            ServiceModule service, Map<String, String> environment, int port, Optional<Container> container) {
        ServiceProcess started = new ServiceProcess(service, new HashMap<>(environment), port, container);
        started.launch();
        return started;
    }

    private void launch() {
        String name = name();
        PidFile pid = new PidFile(DIR.resolve(name + ".pid"));
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        java.addAll(container.map(Container::flags).orElse(FLAGS));
        java.addAll(
                List.of("-Dbutterfly.pid-file=" + pid.path(), "-cp", service.classPath(build), service.mainClass()));
        List<String> line = container.map(limits -> limits.inside(java)).orElse(java);
        environment.put("BUTTERFLY_PORT", Integer.toString(port));
        process = ChildProcess.start(new ChildProcess.Command(name, line, environment, pid, log()));
        process.endWithThisJvm();
        process.await(this::isReady, START_LIMIT);
    }

    private String name() {
        return service.name().toLowerCase(Locale.ROOT) + "-" + port;
    }

    public Path log() {
        return DIR.resolve(name() + ".log");
    }

    private boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/health/readiness"))
                    .build();
            return WholeExchange.send(http, request, PROBE_TIMEOUT, MOST_READ).status() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** As an orchestrator ends it: SIGTERM, and time to finish. */
    public void stop() {
        process.stop(STOP_PATIENCE);
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** After {@link #stop} or {@link #kill}; waits until it is ready. */
    public void startAgain() {
        launch();
    }

    /** The same as the version in this folder, which it keeps. */
    public void startAgain(Path version) {
        build = version;
        launch();
    }

    @Override
    public void close() {
        process.kill();
    }
}
