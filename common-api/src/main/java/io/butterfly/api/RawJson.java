package io.butterfly.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * A JSON value that passes through as text: parameters and results are carried, not understood. When the reader has
 * been given the source bytes ({@link Json#read}), an object or array is cut out of them unparsed; otherwise it is
 * copied token by token.
 *
 * @param text valid JSON; half characters in it become escapes, so that every encoder can write it
 */
@JsonSerialize(using = RawJson.Writer.class)
@JsonDeserialize(using = RawJson.Reader.class)
public record RawJson(String text) {
    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    public RawJson {
        text = HalfCharacters.escaped(text);
    }

    /** The value as JSON text, from anything Jackson can write. */
    public static RawJson of(Object value) {
        return new RawJson(Json.write(value));
    }

    /**
     * Throws {@link IllegalArgumentException} when the text is not exactly one JSON value. What is no number in it
     * becomes null.
     */
    public static RawJson parse(String text) {
        return new RawJson(Json.write(Json.tree(text)));
    }

    /** Throws {@link IllegalArgumentException} when the text is no JSON, or nests deeper than any reader takes. */
    public JsonNode tree() {
        return Json.read(text, JsonNode.class);
    }

    public boolean isObject() {
        return text.stripLeading().startsWith("{");
    }

    /** Whether it nests deeper than data may ({@link Json#MAX_DEPTH}). */
    public boolean isTooDeep() {
        if (text.length() < 2 * Json.MAX_DEPTH) {
            return false; // each level needs two characters
        }
        int open = 0;
        boolean isInText = false;
        for (int i = 0; i < text.length() && open <= Json.MAX_DEPTH; i++) {
            switch (text.charAt(i)) {
                case '"' -> isInText = !isInText;
                case '\\' -> i++;
                case '{', '[' -> open += isInText ? 0 : 1;
                case '}', ']' -> open -= isInText ? 0 : 1;
                default -> {}
            }
        }
        return open > Json.MAX_DEPTH;
    }

    @Override
    public String toString() {
        return text;
    }

    static final class Writer extends JsonSerializer<RawJson> {
        @Override
        public void serialize(RawJson value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(value.text);
        }
    }

    /** Also for a member of any type, null among them, that is declared as {@code Object}. */
    public static final class Reader extends JsonDeserializer<RawJson> {
        @Override
        public RawJson deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken().isStructStart()
                    && context.getAttribute(Json.SOURCE) instanceof byte[] source
                    && in.currentTokenLocation().getByteOffset() >= 0) { // an unwrapped record is read from a buffer
                int from = (int) in.currentTokenLocation().getByteOffset();
                boolean isAllNumbers = Tokens.skip(in);
                int to = (int) in.currentLocation().getByteOffset();
                String text = new String(source, from, to - from, StandardCharsets.UTF_8);
                return isAllNumbers
                        ? new RawJson(text)
                        : again(text, in.getCodec().getFactory());
            }
            return copy(in, in.getCodec().getFactory());
        }

        private static RawJson again(String json, JsonFactory factory) throws IOException {
            try (JsonParser in = factory.createParser(json)) {
                in.nextToken();
                return copy(in, factory);
            }
        }

        private static RawJson copy(JsonParser in, JsonFactory factory) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = factory.createGenerator(text)) {
                Tokens.copy(in, out);
            }
            return new RawJson(text.toString());
        }
    }
}
