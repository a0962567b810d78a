package io.butterfly.baichuan.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Message;
import io.butterfly.baichuan.message.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code task_get} answers: how far the message is, the whole of it, and the handler's own {@code data}. */
public final class TaskReply {
    private TaskReply() {}

    static Reply of(Message message) {
        Optional<JsonNode> result = parsed(message.result());
        Reply reply = reply(message, result).with("task_info", info(message, result));
        JsonNode data = result.map(tree -> tree.get("data")).orElse(null);
        return data == null ? reply : reply.with("data", data);
    }

    /** An element of the answer to {@code task_get_batch}: as {@link #of}, without parameters and {@code data}. */
    static Map<String, Object> element(Message message) {
        Optional<JsonNode> result = parsed(message.result());
        boolean isOmitted = message.notes().containsKey("result_omitted");
        Map<String, Object> element = new LinkedHashMap<>();
        if (!isOmitted || message.status() != Status.FINISHED) {
            element.put("stat", reply(message, result).stat());
        } else if (!message.stat().isEmpty()) {
            element.put("stat", message.stat());
        }
        Map<String, Object> info = info(message, result);
        info.remove("data");
        element.put("task_info", info);
        return element;
    }

    private static Reply reply(Message message, Optional<JsonNode> result) {
        return switch (message.status()) {
            case QUEUED -> Reply.refused(Stat.ERR_MSG_IN_QUEUED, "message " + message.id() + " waits for a worker");
            case STARTED -> Reply.refused(Stat.ERR_MSG_IN_STARTED, "message " + message.id() + " is being executed");
            case FAILED -> Reply.refused(Stat.ERR_MSG_EXE_FAILED, why(message));
            case FINISHED -> finished(message, result);
        };
    }

    private static String why(Message message) {
        return "message " + message.id() + " failed"
                + (message.exception().isEmpty() ? "" : ": " + message.exception());
    }

    /** A message that keeps no result still knows its code. */
    private static Reply finished(Message message, Optional<JsonNode> result) {
        String stat = result.map(tree -> tree.path("stat").asText(""))
                .orElse(message.result().isEmpty() ? message.stat() : "");
        if (stat.isEmpty()) {
            String why = message.exception().isEmpty() ? "" : ": " + message.exception();
            return Reply.refused(
                    Stat.ERR_MSG_RESULT_FAILED,
                    "the result of message " + message.id() + " is no JSON object with a stat" + why);
        }
        return stat.equals(Stat.OK.name())
                ? Reply.ok()
                : new Reply(stat, "handler " + message.handler() + " answered " + stat, Map.of());
    }

    /** Every field of a message, its result and parameters parsed where they are JSON. */
    public static Map<String, Object> info(Message message) {
        return info(message, parsed(message.result()));
    }

    /** As {@link #info(Message)}, with the parameters and the result as the texts they are. */
    public static Map<String, Object> texts(Message message) {
        Map<String, Object> texts = info(message, Optional.empty());
        texts.put("data", message.params());
        texts.replaceAll((name, value) -> value.toString());
        return texts;
    }

    private static Map<String, Object> info(Message message, Optional<JsonNode> result) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("task_id", message.id());
        info.put("origin", message.handler());
        info.put("status", message.status().word());
        info.put("data", parsed(message.params()).<Object>map(tree -> tree).orElse(message.params()));
        info.putAll(message.notes());
        if (!message.result().isEmpty()) {
            info.put("result", result.<Object>map(tree -> tree).orElse(message.result()));
        }
        if (!message.stat().isEmpty()) {
            info.put("stat", message.stat());
        }
        if (!message.exception().isEmpty()) {
            info.put("exc_info", message.exception());
        }
        return info;
    }

    private static Optional<JsonNode> parsed(String json) {
        try {
            return json.isEmpty() ? Optional.empty() : Optional.of(Json.tree(json));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a producer or handler of another kind: shown as the text it is
        }
    }
}
