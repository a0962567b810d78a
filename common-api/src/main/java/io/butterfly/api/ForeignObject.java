package io.butterfly.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A text from outside that is exactly one JSON object, checked in one pass. Only such a text may become part of another
 * message: one with anything behind its end could add members to that message, and one that is broken or too deep would
 * make it unreadable.
 *
 * @param json the object; what is no number in it ({@code NaN}) has become null
 * @param texts those of the wanted top-level members that are texts, by name; of a name given twice the last one counts
 */
public record ForeignObject(RawJson json, Map<String, String> texts) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * A byte order mark at its beginning is left out. Throws {@link IllegalArgumentException}, with a reason for a
     * person, when the text is anything else.
     */
    public static ForeignObject read(String given, Set<String> wanted) {
        String text = given.startsWith(BYTE_ORDER_MARK) ? given.substring(1) : given;
        try (JsonParser in = Json.dataParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            Map<String, String> texts = new HashMap<>();
            boolean isAllNumbers = true;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (wanted.contains(name)) {
                    texts.put(name, value == JsonToken.VALUE_STRING ? in.getText() : null);
                }
                isAllNumbers &= Tokens.skipReadable(in);
            }
            if (in.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON object");
            }
            texts.values().removeIf(none -> none == null);
            return new ForeignObject(isAllNumbers ? new RawJson(text) : RawJson.parse(text), texts);
        } catch (IOException e) {
            throw Json.notJson(e);
        }
    }
}
