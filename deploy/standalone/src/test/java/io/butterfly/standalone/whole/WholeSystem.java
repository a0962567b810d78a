package io.butterfly.standalone.whole;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.SharedDatabase;
import io.butterfly.embedded.process.Ports;
import io.butterfly.embedded.service.ServiceModule;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.kernel.ReqId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One BaiChuan, two XingQiao and two RuQi as processes, shared by the tests of this JVM and ended with it. Each logs
 * JSON with a line for each call, message and firing, and sends its spans to the receiver. No lease of a message ends
 * while a test runs: what would have to wait for that is seen to be stuck.
 */
final class WholeSystem {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);
    private static final Path PLUGINS =
            Path.of("src/test/resources/whole-workflows").toAbsolutePath();

    /** The folder of a built version that all processes start with; empty for the one under test. */
    static final Optional<Path> BEFORE = Optional.ofNullable(System.getProperty("butterfly.test.before"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of);

    private static WholeSystem shared;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CALL_LIMIT).build();
    private final Receiver receiver = new Receiver();
    private final String database = "whole_" + ReqId.next().toLowerCase(Locale.ROOT);
    private final ServiceProcess baiChuan;
    private final List<ServiceProcess> ruqis;
    private final List<ServiceProcess> xingQiaos;

    private WholeSystem() {
        Servers.mariaDb().createDatabase(database);
        int queue = Ports.free();
        int workflows = Ports.free();
        Map<String, String> environment = environment(Servers.mariaDb(), queue, workflows);
        CompletableFuture<ServiceProcess> first = starting(ServiceModule.BAICHUAN, queue, environment);
        List<CompletableFuture<ServiceProcess>> others = List.of(
                starting(ServiceModule.XINGQIAO, workflows, environment),
                starting(ServiceModule.XINGQIAO, Ports.free(), environment),
                starting(ServiceModule.RUQI, Ports.free(), environment),
                starting(ServiceModule.RUQI, Ports.free(), environment));
        baiChuan = first.join();
        xingQiaos = List.of(others.get(0).join(), others.get(1).join());
        ruqis = List.of(others.get(2).join(), others.get(3).join());
    }

    static synchronized WholeSystem get() {
        if (shared == null) {
            shared = new WholeSystem();
        }
        return shared;
    }

    private static CompletableFuture<ServiceProcess> starting(
            ServiceModule service, int port, Map<String, String> environment) {
        return CompletableFuture.supplyAsync(
                () -> BEFORE.map(build -> ServiceProcess.startVersion(build, port, service, environment))
                        .orElseGet(() -> ServiceProcess.startOn(port, service, environment)));
    }

    private Map<String, String> environment(SharedDatabase mariaDb, int queue, int workflows) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BUTTERFLY_MYSQL_URL", mariaDb.jdbcUrl(database));
        environment.put("BUTTERFLY_MYSQL_USER", mariaDb.user());
        environment.put("BUTTERFLY_MYSQL_PASSWORD", mariaDb.password());
        environment.put("BUTTERFLY_REDIS_URL", Servers.redis().url() + "?socket_timeout=20");
        environment.put("BUTTERFLY_BAICHUAN_URL", "http://127.0.0.1:" + queue);
        environment.put("BUTTERFLY_XINGQIAO_URL", "http://127.0.0.1:" + workflows);
        environment.put("BAICHUAN_ROUTES_PUSHED_PREFIX", "/pushed");
        environment.put("BAICHUAN_ROUTES_PUSHED_URL", receiver.url());
        environment.put("BAICHUAN_LEASE", "10m");
        environment.put("BAICHUAN_PUSH_LEASE", "10m");
        environment.put("BAICHUAN_PUSH_BACKOFF", "1s");
        environment.put("XINGQIAO_PLUGINS", PLUGINS.toString());
        environment.put("BUTTERFLY_ACCESS_LOG", "all");
        environment.put("BUTTERFLY_LOG_FORMAT", "json");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url());
        return environment;
    }

    Receiver receiver() {
        return receiver;
    }

    ServiceProcess baiChuan() {
        return baiChuan;
    }

    List<ServiceProcess> ruqis() {
        return ruqis;
    }

    List<ServiceProcess> xingQiaos() {
        return xingQiaos;
    }

    /** The objects that these processes have logged with this trace. */
    List<JsonNode> logged(List<ServiceProcess> processes, String trace) {
        return processes.stream()
                .flatMap(process -> lines(process.log()).stream())
                .filter(line -> line.startsWith("{") && line.contains(trace))
                .map(Json::tree)
                .filter(line -> line.path("trace").asText().equals(trace))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param headers names and values in turn */
    JsonNode call(ServiceProcess service, String path, Map<String, ?> parameters, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path))
                .timeout(CALL_LIMIT)
                .POST(BodyPublishers.ofString(Json.write(parameters)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Json.tree(http.send(request.build(), BodyHandlers.ofString()).body());
    }
}
