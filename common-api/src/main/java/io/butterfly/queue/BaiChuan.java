package io.butterfly.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.access.Credential;
import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TaskFound;
import io.butterfly.api.baichuan.TaskGet;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.kernel.Backoff;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The two calls of a publisher. All queues and messages of a process that have the same token share the connections to
 * one address.
 */
final class BaiChuan {
    private static final Map<Place, BaiChuan> KNOWN = new ConcurrentHashMap<>();
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    private static final int TRIES = 4;
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private final JsonHttp http;

    private record Place(String address, Credential credential) {}

    private BaiChuan(Place place) {
        this.http = new JsonHttp(URI.create(place.address()), place.credential());
    }

    static BaiChuan at(String address, Credential credential) {
        return KNOWN.computeIfAbsent(new Place(address, credential), BaiChuan::new);
    }

    /** Repeats what was not answered, which is safe because the id is in it. */
    TaskCreated publish(Map<String, Object> task) throws IOException, InterruptedException {
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

    private TaskCreated publishOnce(Map<String, Object> task) throws IOException, InterruptedException {
        Answer<TaskCreated> answer =
                post("/baichuan/task_create", task, ANSWER_TIMEOUT, new TypeReference<Answer<TaskCreated>>() {});
        return switch (String.valueOf(answer.stat())) {
            case "OK" -> data(answer);
            case "ERR_SERVER_EXCEPTION", "ERR_BUSY" ->
                throw new IOException("BaiChuan could not store the message: " + answer.message());
            default -> throw new IllegalArgumentException(answer.stat() + ": " + answer.message());
        };
    }

    private static TaskCreated data(Answer<TaskCreated> answer) throws IOException {
        if (answer.data() == null || answer.data().taskId() == null) {
            throw new IOException("BaiChuan did not say which message it stored");
        }
        return answer.data();
    }

    /** {@code task_info} of a message. */
    TaskInfo look(String id, int waitSeconds) throws IOException, InterruptedException {
        TaskFound found = post(
                "/baichuan/task_get",
                new TaskGet(id, waitSeconds),
                ANSWER_TIMEOUT.plusSeconds(waitSeconds),
                new TypeReference<TaskFound>() {});
        if (found.taskInfo() != null) {
            return found.taskInfo();
        }
        if (Stat.ERR_MSG_NOT_EXIST.name().equals(found.stat())) {
            throw new NoSuchMessage(id);
        }
        throw new IOException("BaiChuan answered " + found.stat() + ": " + found.message());
    }

    private <T> T post(String path, Object body, Duration patience, TypeReference<T> type)
            throws IOException, InterruptedException {
        T answer;
        try {
            answer = Json.read(http.post(path, body, patience), type);
        } catch (JsonProcessingException e) {
            throw new IOException("BaiChuan's answer to " + path + " cannot be read", e);
        }
        if (answer == null) {
            throw new IOException("BaiChuan answered nothing to " + path);
        }
        return answer;
    }
}
