package io.butterfly.ruqi.message;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Answer;
import io.butterfly.api.Json;
import io.butterfly.api.JsonHttp;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.baichuan.TaskCancel;
import io.butterfly.api.baichuan.TaskCreateBatch;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TaskGet;
import io.butterfly.api.baichuan.TasksCreated;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** BaiChuan over HTTP. Blocks; a few calls at a time. */
public final class Messages {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 16;
    private static final Set<String> ENDED = Set.of("finished", "failed");
    private static final Set<String> UNDER_WAY = Set.of(Stat.ERR_MSG_IN_QUEUED.name(), Stat.ERR_MSG_IN_STARTED.name());
    /** It may be otherwise in a moment. */
    private static final Set<String> NOT_NOW =
            Set.of(Stat.ERR_SERVER_EXCEPTION.name(), Stat.ERR_STORE_FULL.name(), Stat.ERR_BUSY.name());

    private final JsonHttp http;
    private final Semaphore calls = new Semaphore(AT_ONCE);

    /** @param baiChuan its address */
    public Messages(URI baiChuan) {
        this.http = new JsonHttp(baiChuan);
    }

    /** Something in a batch keeps the whole of it from being published. */
    private static final class Spoiled extends Exception {
        private static final long serialVersionUID = 1L;

        private Spoiled(String reason) {
            super(reason, null, false, false);
        }
    }

    /** In the order of the messages. When it throws, some may have been published; publishing them again is safe. */
    public List<Reception> publish(List<FiringMessage> messages) throws BaiChuanUnreachable, InterruptedException {
        try {
            return publishTogether(messages);
        } catch (Spoiled e) {
            if (messages.size() == 1) {
                return List.of(new Reception.Refused(e.getMessage()));
            }
            LOG.info("{} messages are published in halves: {}", messages.size(), e.getMessage());
            int middle = messages.size() / 2;
            List<Reception> all = new ArrayList<>(publish(messages.subList(0, middle)));
            all.addAll(publish(messages.subList(middle, messages.size())));
            return all;
        }
    }

    private List<Reception> publishTogether(List<FiringMessage> messages)
            throws Spoiled, BaiChuanUnreachable, InterruptedException {
        TaskCreateBatch batch =
                new TaskCreateBatch(messages.stream().map(FiringMessage::task).toList());
        byte[] reply;
        try {
            reply = post("/baichuan/task_create_batch", batch);
        } catch (RuntimeException e) { // it never left
            throw new Spoiled("the message cannot be sent: " + e.getMessage());
        }
        Answer<TasksCreated> answer;
        try {
            answer = Json.read(reply, new TypeReference<>() {});
        } catch (IOException e) {
            throw new BaiChuanUnreachable("BaiChuan's answer cannot be read", true);
        }
        if (answer.isOk()) {
            return receptions(messages, answer.data());
        }
        if (NOT_NOW.contains(answer.stat())) {
            Reception later = later(answer.stat(), answer.message());
            return messages.stream().map(message -> later).toList();
        }
        throw new Spoiled("BaiChuan refused it with " + answer.stat() + ": " + answer.message());
    }

    private static List<Reception> receptions(List<FiringMessage> messages, TasksCreated created)
            throws BaiChuanUnreachable {
        if (created == null || created.tasks() == null || created.tasks().size() != messages.size()) {
            throw new BaiChuanUnreachable("BaiChuan did not say what became of each message", true);
        }
        List<Reception> receptions = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            receptions.add(reception(messages.get(i), created.tasks().get(i)));
        }
        return receptions;
    }

    private static Reception reception(FiringMessage message, TaskCreated answer) {
        if (answer == null || answer.stat() == null) {
            return new Reception.Later("BaiChuan did not say what became of it", true);
        }
        if (NOT_NOW.contains(answer.stat())) {
            return later(answer.stat(), answer.message());
        }
        if (message.hasGivenId() && UNDER_WAY.contains(answer.stat())) {
            return new Reception.UnderWay();
        }
        if (!Stat.OK.name().equals(answer.stat())) {
            return new Reception.Refused("BaiChuan refused it with " + answer.stat() + ": " + answer.message());
        }
        if (Boolean.FALSE.equals(answer.created())
                && (answer.message() != null || !message.id().equals(answer.taskId()))) {
            return new Reception.Refused(
                    "BaiChuan did not publish it: " + answer.message()); // what is there is something else
        }
        return new Reception.Published();
    }

    /** The store answered an error: what it did before is not known. A refusal for want of room did nothing. */
    private static Reception later(String stat, String message) {
        return new Reception.Later(
                "BaiChuan answered " + stat + ": " + message,
                Stat.ERR_SERVER_EXCEPTION.name().equals(stat));
    }

    public MessageState state(FiringMessage message) throws BaiChuanUnreachable, InterruptedException {
        byte[] reply = post("/baichuan/task_get", new TaskGet(message.id(), null));
        try {
            return state(message, Json.mapper().readTree(reply));
        } catch (IOException | RuntimeException e) {
            return new MessageState.Unreadable("what BaiChuan says of its message cannot be read");
        }
    }

    private static MessageState state(FiringMessage message, JsonNode reply) throws BaiChuanUnreachable {
        JsonNode info = reply.path("task_info");
        String stat = reply.path("stat").asText();
        if (!info.isObject()) {
            return withoutMessage(stat, reply.path("message").asText());
        }
        if (message.hasGivenId()
                && !message.task().traceId().equals(info.path("trace_id").asText())) {
            return new MessageState.Gone();
        }
        return ENDED.contains(info.path("status").asText())
                ? new MessageState.Ended(end(message, info, stat))
                : new MessageState.Open();
    }

    private static MessageState withoutMessage(String stat, String why) throws BaiChuanUnreachable {
        return switch (stat) {
            case "ERR_MSG_NOT_EXIST" -> new MessageState.Gone();
            case "ERR_MSG_IN_QUEUED", "ERR_MSG_IN_STARTED" -> new MessageState.Open();
            default -> throw new BaiChuanUnreachable("BaiChuan answered " + stat + ": " + why, false);
        };
    }

    private static Finished end(FiringMessage message, JsonNode info, String stat) {
        RawJson result = info.has("result") ? RawJson.of(info.get("result")) : null;
        return new Finished(
                message.id(),
                message.task().handler(),
                info.path("status").asText(),
                info.path("stat").asText(stat),
                result,
                info.path("cost").asDouble(),
                1,
                message.task().traceId());
    }

    /**
     * Returns how far it is now, such as {@code finished} when it had ended before; empty when there is no such
     * message.
     */
    public String cancel(FiringMessage message) throws BaiChuanUnreachable, InterruptedException {
        try {
            Answer<JsonNode> answer =
                    Json.read(post("/baichuan/task_cancel", new TaskCancel(message.id())), new TypeReference<>() {});
            if (answer.isOk()) {
                return answer.data() == null ? "" : answer.data().path("status").asText();
            }
            if (Stat.ERR_MSG_NOT_EXIST.name().equals(answer.stat())) {
                return "";
            }
            throw new BaiChuanUnreachable("BaiChuan answered " + answer.stat() + ": " + answer.message(), true);
        } catch (IOException e) {
            throw new BaiChuanUnreachable("BaiChuan's answer cannot be read", true);
        }
    }

    private byte[] post(String path, Object body) throws BaiChuanUnreachable, InterruptedException {
        calls.acquire();
        try {
            return http.post(path, body, PATIENCE);
        } catch (IOException e) {
            LOG.debug("{}: {}", path, e.toString());
            throw new BaiChuanUnreachable(
                    "BaiChuan cannot be reached",
                    !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException));
        } finally {
            calls.release();
        }
    }
}
