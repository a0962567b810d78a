package io.butterfly.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The top-level members of a JSON object as the texts they are, read in one pass and without a tree: the tree of a text
 * that is nothing but brackets is fifty times as large as the text.
 */
public final class JsonMembers {
    private JsonMembers() {}

    /** Those of the names that are there, in the object's order; none when the text is no JSON object. */
    public static Map<String, RawJson> pick(RawJson object, Set<String> names) {
        return read(object.text(), names::contains);
    }

    /** All; none when the text is no JSON object. */
    public static Map<String, RawJson> of(RawJson object) {
        return read(object.text(), name -> true);
    }

    /** The object with these members. */
    public static RawJson object(Map<String, RawJson> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> {
            text.append(text.length() > 1 ? "," : "")
                    .append(Json.write(name))
                    .append(':')
                    .append(value.text());
        });
        return new RawJson(text.append('}').toString());
    }

    /** Whether the text is exactly one JSON value. */
    public static boolean isJson(String text) {
        try (JsonParser in = Json.mapper().getFactory().createParser(text)) {
            in.nextToken();
            in.skipChildren();
            return in.currentToken() != null && in.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, RawJson> read(String text, Predicate<String> isWanted) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        try (JsonParser in = Json.mapper().getFactory().createParser(text.toCharArray())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                int from = (int) in.currentTokenLocation().getCharOffset();
                in.skipChildren();
                in.finishToken();
                if (isWanted.test(name)) {
                    members.put(name, new RawJson(text.substring(from, (int)
                            in.currentLocation().getCharOffset())));
                }
            }
            return members;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
