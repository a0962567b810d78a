package io.butterfly.http.adaptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds to replies what the Python service's {@code STAT_ADAPTOR} adds: one member with a value for the {@code stat},
 * and one with the {@code stat} itself. When one of them is called {@code message}, the text for a person moves to
 * {@code reason}. Adds nothing unless it is configured.
 */
@Singleton
public final class StatAdaptor {
    private static final String MESSAGE = "message";
    private static final String REASON = "reason";
    private static final String OTHERWISE = "default";

    private final String statusName;
    private final Map<String, JsonNode> statuses;
    private final String messageName;

    StatAdaptor(
            @Value("${butterfly.stat-adaptor.status-name:}") String statusName,
            @Value("${butterfly.stat-adaptor.status-map:OK=true,default=false}") String statusMap,
            @Value("${butterfly.stat-adaptor.message-name:}") String messageName) {
        this.statusName = statusName.strip();
        this.statuses = statuses(statusMap);
        this.messageName = messageName.strip();
    }

    /** The settings' check has seen it before. */
    private static Map<String, JsonNode> statuses(String text) {
        Map<String, JsonNode> statuses = new HashMap<>();
        for (String pair : text.split(",")) {
            String[] sides = pair.split("=", 2);
            statuses.put(sides[0].strip(), value(sides[1].strip()));
        }
        return statuses;
    }

    /** A number, true or false; anything else is a text. */
    private static JsonNode value(String text) {
        try {
            JsonNode value = Json.tree(text);
            return value.isNumber() || value.isBoolean() ? value : TextNode.valueOf(text);
        } catch (IllegalArgumentException e) {
            return TextNode.valueOf(text);
        }
    }

    public boolean isOn() {
        return !statusName.isEmpty() || !messageName.isEmpty();
    }

    public Reply adapt(Reply reply) {
        if (!isOn()) {
            return reply;
        }
        Map<String, Object> members = members(reply.stat());
        boolean isTaken = members.containsKey(MESSAGE);
        if (isTaken && reply.message() != null) {
            members.putIfAbsent(REASON, reply.message());
        }
        reply.members().forEach(members::putIfAbsent);
        return new Reply(reply.stat(), isTaken ? null : reply.message(), members);
    }

    private Map<String, Object> members(String stat) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!statusName.isEmpty()) {
            members.put(statusName, statuses.getOrDefault(stat, statuses.get(OTHERWISE)));
        }
        if (!messageName.isEmpty()) {
            members.put(messageName, stat);
        }
        return members;
    }

    /** For a caller without rights: its {@code stat} is a number, which the map may name as text. */
    public Map<String, Object> denial(int code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("stat", code);
        body.put("success", false);
        body.put(MESSAGE, message);
        Map<String, Object> members = members(Integer.toString(code));
        if (members.containsKey(MESSAGE)) {
            body.put(REASON, message);
        }
        body.putAll(members);
        return body;
    }
}
