package io.butterfly.ruqi.mysql.tasktable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.ruqi.tasktable.TaskRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The column {@code extra} of both tables: a JSON object, of which some members are ours. */
final class ExtraColumn {
    private static final String ERROR = "ruqi_error";
    /** What a user wrote there that is no JSON object. */
    private static final String GIVEN = "ruqi_extra";

    private ExtraColumn() {}

    static String of(TaskRun.End end) {
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("result", end.result());
        extra.put("cost", end.seconds());
        end.reason().ifPresent(reason -> extra.put("reason", reason));
        return Json.write(extra);
    }

    /** What is there with this error beside it, or with none; a user's text comes back as it was. */
    static String with(String extra, Optional<String> error) {
        ObjectNode members = object(extra).orElseGet(() -> {
            ObjectNode made = Json.mapper().createObjectNode();
            return extra.isBlank() ? made : made.put(GIVEN, extra);
        });
        error.ifPresentOrElse(text -> members.put(ERROR, text), () -> members.remove(ERROR));
        return error.isEmpty() && members.size() == 1 && members.path(GIVEN).isTextual()
                ? members.get(GIVEN).textValue()
                : Json.write(members);
    }

    private static Optional<ObjectNode> object(String json) {
        try {
            JsonNode read = Json.tree(json);
            return read.isObject() ? Optional.of((ObjectNode) read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
