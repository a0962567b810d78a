package io.butterfly.baichuan.http.operating;

import io.butterfly.api.Json;
import io.butterfly.baichuan.queue.MessagePreview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message in a list, as the wire has it. */
final class TaskRow {
    private static final List<String> COUNTS = List.of("attempt", "run", "not_before");

    private TaskRow() {}

    /**
     * The parameters are an object when they are short JSON, else their first thousand bytes as text, and
     * {@code data_cut} says so.
     */
    static Map<String, Object> of(MessagePreview message) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("task_id", message.id());
        row.put("status", "gone");
        message.fields().forEach((name, value) -> row.put(name, COUNTS.contains(name) ? number(value) : value));
        if (!message.fields().isEmpty()) {
            row.put("data", data(message));
            row.put("data_cut", message.isCut());
        }
        return row;
    }

    private static Object number(String value) {
        return value.matches("-?[0-9]{1,18}") ? Long.valueOf(value) : value;
    }

    private static Object data(MessagePreview message) {
        try {
            return message.isCut() ? message.params() : Json.tree(message.params());
        } catch (IllegalArgumentException e) {
            return message.params();
        }
    }
}
