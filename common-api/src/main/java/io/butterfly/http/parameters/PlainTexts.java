package io.butterfly.http.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.HalfCharacters;
import io.butterfly.api.RawJson;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;

/** The texts of a call's parameters, however deep in lists and records; what is data, of any shape, is none of them. */
final class PlainTexts {
    private PlainTexts() {}

    /** The name, as it is on the wire, of a parameter that has half a character. */
    static Optional<String> withHalfCharacter(Object record) {
        return find("", record);
    }

    private static Optional<String> find(String name, Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text -> HalfCharacters.isIn(text) ? Optional.of(name) : Optional.empty();
            case RawJson data -> Optional.empty();
            case JsonNode data -> Optional.empty();
            case Record record -> inRecord(name, record);
            case Map<?, ?> map -> inMap(name, map);
            case Iterable<?> list -> inList(name, list);
            default -> Optional.empty();
        };
    }

    private static Optional<String> inRecord(String name, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (Required.isOfAnyType(component)) {
                continue; // data
            }
            component.getAccessor().setAccessible(true);
            String inner = Required.isUnwrapped(component)
                    ? name
                    : (name.isEmpty() ? "" : name + ".") + Required.name(component);
            Optional<String> found = find(inner, Required.valueOf(component.getAccessor(), record));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inMap(String name, Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Optional<String> found =
                    find(name, entry.getKey()).or(() -> find(name + "." + entry.getKey(), entry.getValue()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inList(String name, Iterable<?> list) {
        int i = 0;
        for (Object item : list) {
            Optional<String> found = find(name + "[" + i++ + "]", item);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
