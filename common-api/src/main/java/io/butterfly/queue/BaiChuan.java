package io.butterfly.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import io.butterfly.api.Stat;
import io.butterfly.kernel.Backoff;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The two calls of a publisher. All queues and messages of a process share the connections to one address. */
final class BaiChuan {
    private static final Map<String, BaiChuan> KNOWN = new ConcurrentHashMap<>();
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final int TRIES = 4;
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private final JsonHttp http;

    private BaiChuan(String address) {
        this.http = new JsonHttp(URI.create(address));
    }

    static BaiChuan at(String address) {
        return KNOWN.computeIfAbsent(address, BaiChuan::new);
    }

    /** Repeats what was not answered, which is safe because the id is in it. */
    JsonNode publish(Map<String, Object> task) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return publishOnce(task);
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(AGAIN.delay(tries).toNanos());
            }
        }
    }

    private JsonNode publishOnce(Map<String, Object> task) throws IOException, InterruptedException {
        JsonNode reply = post("/baichuan/task_create", task, ANSWER_TIMEOUT);
        return switch (reply.path("stat").asText()) {
            case "OK" -> reply;
            case "ERR_SERVER_EXCEPTION", "ERR_BUSY" ->
                throw new IOException("BaiChuan could not store the message: "
                        + reply.path("message").asText());
            default ->
                throw new IllegalArgumentException(reply.path("stat").asText() + ": "
                        + reply.path("message").asText());
        };
    }

    /** {@code task_info} of a message. */
    JsonNode look(String id, int waitSeconds) throws IOException, InterruptedException {
        JsonNode reply = post(
                "/baichuan/task_get",
                Map.of("task_id", id, "wait", waitSeconds),
                ANSWER_TIMEOUT.plusSeconds(waitSeconds));
        JsonNode info = reply.get("task_info");
        if (Stat.ERR_MSG_NOT_EXIST.name().equals(reply.path("stat").asText()) && info == null) {
            throw new NoSuchMessage(id);
        }
        if (info == null) {
            throw new IOException("BaiChuan answered " + reply.path("stat").asText() + ": "
                    + reply.path("message").asText());
        }
        return info;
    }

    private JsonNode post(String path, Object body, Duration patience) throws IOException, InterruptedException {
        try {
            return Json.tree(new String(http.post(path, body, patience), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException("BaiChuan's answer to " + path + " is not JSON", e);
        }
    }
}
