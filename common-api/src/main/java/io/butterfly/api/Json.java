package io.butterfly.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one way this project reads and writes JSON: snake_case members, no silent conversions but number from text. */
public final class Json {
  /** The reader's attribute that holds the bytes being read, so that {@link RawJson} can be cut out of them. */
  static final Object SOURCE = new Object();

  private static final ObjectMapper MAPPER = configure(JsonMapper.builder()).build();

  private Json() {}

  /** Shared, not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Members the type does not know are skipped: a newer peer may send more. */
  public static <T> T read(byte[] json, TypeReference<T> type) throws IOException {
    return MAPPER.readerFor(type).withAttribute(SOURCE, json).readValue(json);
  }

  /** As {@link #read}, but a member the type does not know is an error. */
  public static <T> T readExactly(byte[] json, JavaType type) throws IOException {
    return MAPPER.readerFor(type)
        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .withAttribute(SOURCE, json)
        .readValue(json);
  }

  /** As {@link #read(byte[], TypeReference)}; throws {@link IllegalArgumentException} when the text does not fit the type. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it does not fit" + where(e), e);
    }
  }

  /** Throws {@link IllegalArgumentException}, with a reason for a person, when the text is not exactly one JSON value. */
  public static JsonNode tree(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree == null || tree.isMissingNode()) {
        throw new IllegalArgumentException("it is empty");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON" + where(e), e);
    }
  }

  /** {@code " at line 1, column 5"}: Jackson's own words name its settings and our types. */
  public static String where(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static JsonMapper.Builder configure(JsonMapper.Builder builder) {
    return builder
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // a record's questions, such as isOk, are no members
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .withCoercionConfig(LogicalType.Textual, text -> text
            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(LogicalType.Integer, number -> number
            .setAcceptBlankAsEmpty(false)
            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
        .withCoercionConfig(LogicalType.Float, number -> number
            .setAcceptBlankAsEmpty(false)
            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull));
  }
}
