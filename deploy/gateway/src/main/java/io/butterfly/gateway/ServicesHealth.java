package io.butterfly.gateway;

import io.butterfly.api.Json;
import io.butterfly.kernel.VirtualThreads;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How everything behind the gateway is, at {@code /health/services}. The gateway's own readiness does not depend on it:
 * while one service is away the others' calls are still to come here.
 */
@Singleton
final class ServicesHealth {
    static final String PATH = "/health/services";
    private static final URI READINESS = URI.create("/health/readiness");
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Backends backends;
    private final BackendClient client;

    ServicesHealth(Backends backends, BackendClient client) {
        this.backends = backends;
        this.client = client;
    }

    /** 200 when all are ready, 503 when one is not. */
    HttpResponse<?> reply() {
        Map<String, String> states = ask();
        boolean isUp = states.values().stream().allMatch("ready"::equals);
        Map<String, Object> each = new TreeMap<>();
        states.forEach((name, state) -> each.put(
                name, state.equals("ready") ? Map.of("status", "UP") : Map.of("status", "DOWN", "error", state)));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("status", isUp ? "UP" : "DOWN");
        report.put("services", each);
        return HttpResponse.status(isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(Json.bytes(report))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** In words, by name; all are asked at once. */
    Map<String, String> ask() {
        Map<String, String> states = new ConcurrentSkipListMap<>();
        try (VirtualThreads threads = new VirtualThreads("services-health", PATIENCE.plusSeconds(2))) {
            backends.all().forEach(backend -> threads.start(() -> states.put(backend.name(), state(backend))));
        }
        backends.all().forEach(backend -> states.putIfAbsent(backend.name(), "does not answer"));
        return states;
    }

    private String state(Backend backend) {
        try (ByteBodyHttpResponse<?> answer =
                client.send(HttpRequest.GET(backend.at(READINESS)), BackendClient.bodyOf(new byte[0]), PATIENCE)) {
            backend.lives();
            return answer.code() == HttpStatus.OK.getCode() ? "ready" : "not ready";
        } catch (IOException e) {
            return "does not answer";
        }
    }
}
