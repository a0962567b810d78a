package io.butterfly.ruqi;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.SharedDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica in this JVM, with its own port, and a client for its calls. */
public final class TestService implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ApplicationContext context;
    private final URI base;

    private TestService(ApplicationContext context) {
        this.context = context;
        this.base = context.getBean(EmbeddedServer.class).getURI();
    }

    /** A database of its own, empty. */
    public static String newDatabase(SharedDatabase server) {
        String name = "ruqi_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        server.createDatabase(name);
        try (Connection first =
                new Ledger(server, name).connect()) { // a given server's are made by the first connection
            return first.getCatalog();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, Object> properties(SharedDatabase server, String database) {
        return new HashMap<>(Map.of(
                "micronaut.server.port", -1,
                "butterfly.mysql.url", server.jdbcUrl(database),
                "butterfly.mysql.user", server.user(),
                "butterfly.mysql.password", server.password()));
    }

    public static TestService start(Map<String, Object> properties) {
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environments("test")
                .properties(properties)
                .banner(false)
                .start();
        context.getBean(EmbeddedServer.class).start();
        return new TestService(context);
    }

    /** Waits until jobs fire here. */
    public TestService awaitReady() {
        Eventually.until(Duration.ofSeconds(60), () -> get("/health/readiness").statusCode() == 200);
        return this;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public URI uri(String path) {
        return base.resolve(path);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET().build());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The reply to a call whose parameters are given as name, value, name, value. */
    public JsonNode call(String path, String... parameters) {
        Map<String, String> body = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            body.put(parameters[i], parameters[i + 1]);
        }
        return Json.tree(post(path, Json.write(body)).body());
    }

    public JsonNode add(String trigger, String id, String cmd, String rule) {
        return call(
                "/ruqi/job_add", "job_trigger", trigger, "job_id", id, "job_name", "test", "cmd", cmd, "rule", rule);
    }

    /** A job that is due every second and never too late to fire, however slow the machine is. */
    public JsonNode addPatient(String id, String cmd) {
        return call(
                "/ruqi/job_add",
                "job_trigger",
                "interval",
                "job_id",
                id,
                "job_name",
                "test",
                "cmd",
                cmd,
                "rule",
                "1s",
                "misfire_grace",
                "600");
    }

    /** The ended firings of a job, newest first. */
    public JsonNode history(String jobId) {
        return call("/ruqi/get_history", "job_id", jobId).at("/data/list");
    }

    @Override
    public void close() {
        context.close();
    }
}
