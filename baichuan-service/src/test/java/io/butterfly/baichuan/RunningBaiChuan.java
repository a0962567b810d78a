package io.butterfly.baichuan;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.baichuan.waiting.ClaimWaiters;
import io.butterfly.http.stop.GracefulStop;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A BaiChuan in this JVM, as it is in production but for its port, its Redis and a lease of one second. */
public final class RunningBaiChuan implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final EmbeddedServer server;

    private RunningBaiChuan(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "micronaut.server.port", -1,
                "micronaut.server.host", "127.0.0.1",
                "baichuan.lease", "1s"));
        all.putAll(settings);
        all.computeIfAbsent("butterfly.redis.url", name -> TestRedis.url());
        this.server = ApplicationContext.run(EmbeddedServer.class, all);
    }

    public static RunningBaiChuan start() {
        return new RunningBaiChuan(Map.of());
    }

    public static RunningBaiChuan start(Map<String, Object> settings) {
        return new RunningBaiChuan(settings);
    }

    /** A handler that no other test knows. */
    public static String newHandler() {
        return "/test/" + UUID.randomUUID();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** Whether a claim waits for messages of this handler. */
    public boolean isWaitedFor(String handler) {
        return bean(ClaimWaiters.class).handlers().contains(handler);
    }

    public JsonNode post(String path, String json) {
        return Json.tree(send(path, json).join().body());
    }

    public JsonNode get(String path) {
        return Json.tree(text(path));
    }

    public String text(String path) {
        return sent(HttpRequest.newBuilder(URI.create(url() + path)).build())
                .join()
                .body();
    }

    public CompletableFuture<HttpResponse<String>> send(String path, String json) {
        return sent(HttpRequest.newBuilder(URI.create(url() + path))
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private static CompletableFuture<HttpResponse<String>> sent(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    public int status(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes under a new id and returns it. */
    public String publish(String handler, String params) {
        return publish(handler, params, "");
    }

    /** @param more further members, such as {@code ,"timeout":1} */
    public String publish(String handler, String params, String more) {
        String id = UUID.randomUUID().toString();
        JsonNode reply = post(
                "/baichuan/task_create",
                "{\"handler\":\"%s\",\"params\":%s,\"task_id\":\"%s\"%s}".formatted(handler, params, id, more));
        if (!reply.path("data").path("created").asBoolean()) {
            throw new AssertionError("not published: " + reply);
        }
        return id;
    }

    /** The messages of one claim. */
    public JsonNode claim(String handler, int wait) {
        return claim(handler, wait, 1);
    }

    public JsonNode claim(String handler, int wait, int limit) {
        return post(
                        "/baichuan/worker_claim",
                        "{\"worker\":\"test:0:1\",\"handlers\":[\"%s\"],\"wait\":%d,\"limit\":%d}"
                                .formatted(handler, wait, limit))
                .path("data")
                .path("messages");
    }

    /** What became of a result. */
    public String finish(JsonNode message, String result) {
        return outcome(message, "\"result\":" + result);
    }

    public String release(JsonNode message, int seconds) {
        return outcome(message, "\"release\":" + seconds);
    }

    private String outcome(JsonNode message, String outcome) {
        return post(
                        "/baichuan/worker_finish",
                        "{\"worker\":\"test:0:1\",\"results\":[{\"task_id\":\"%s\",\"lease\":\"%s\",%s}]}"
                                .formatted(
                                        message.path("task_id").asText(),
                                        message.path("lease").asText(),
                                        outcome))
                .at("/data/results/0/stat")
                .asText();
    }

    public String heartbeat(JsonNode message) {
        return post(
                        "/baichuan/worker_heartbeat",
                        "{\"worker\":\"test:0:1\",\"leases\":[{\"task_id\":\"%s\",\"lease\":\"%s\"}]}"
                                .formatted(
                                        message.path("task_id").asText(),
                                        message.path("lease").asText()))
                .at("/data/leases/0/stat")
                .asText();
    }

    public JsonNode task(String id) {
        return get("/baichuan/task_get?task_id=" + id);
    }

    /** As a signal does it. */
    public void stop() {
        GracefulStop.stop(server.getApplicationContext(), server);
    }

    @Override
    public void close() {
        server.close();
    }
}
