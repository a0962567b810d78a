package io.butterfly.api;

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
 * A JSON value that passes through as text: parameters and results are carried, not understood. When the reader has been given the source
 * bytes ({@link Json#read}), an object or array is cut out of them unparsed; otherwise it is copied token by token.
 *
 * @param text valid JSON
 */
@JsonSerialize(using = RawJson.Writer.class)
@JsonDeserialize(using = RawJson.Reader.class)
public record RawJson(String text) {
  public static final RawJson EMPTY_OBJECT = new RawJson("{}");

  /** The value as JSON text, from anything Jackson can write. */
  public static RawJson of(Object value) {
    return new RawJson(Json.write(value));
  }

  /** Throws {@link IllegalArgumentException} when the text is not JSON. */
  public static RawJson parse(String text) {
    return new RawJson(Json.write(Json.tree(text)));
  }

  public JsonNode tree() {
    return Json.tree(text);
  }

  public boolean isObject() {
    return text.stripLeading().startsWith("{");
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
      boolean isStructure = in.currentToken().isStructStart();
      if (isStructure && context.getAttribute(Json.SOURCE) instanceof byte[] source) {
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        int to = (int) in.currentLocation().getByteOffset();
        return new RawJson(new String(source, from, to - from, StandardCharsets.UTF_8));
      }
      return new RawJson(in.currentToken().isNumeric() ? in.getText() : copy(in)); // a number keeps its spelling
    }

    private static String copy(JsonParser in) throws IOException {
      StringWriter text = new StringWriter();
      try (JsonGenerator out = in.getCodec().getFactory().createGenerator(text)) {
        out.copyCurrentStructureExact(in);
      }
      return text.toString();
    }
  }
}
