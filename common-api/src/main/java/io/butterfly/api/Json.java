package io.butterfly.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The one way this project reads and writes JSON: snake_case members, no silent conversions but number from text.
 *
 * <p>Numbers keep every digit. {@code NaN} and the infinities, which Python writes though JSON has no such numbers, are
 * read and become null. Of a name that is given twice the last one counts. Half of a character that takes two is
 * written as the escape it came as.
 */
public final class Json {
    /**
     * So deep may data nest. It travels inside other messages, whose readers (ours, and Python's) take about a thousand
     * levels: what is at this limit can still be read there.
     */
    public static final int MAX_DEPTH = 900;

    /** The reader's attribute that holds the bytes being read, so that {@link RawJson} can be cut out of them. */
    static final Object SOURCE = new Object();

    private static final ObjectMapper MAPPER = configure(
                    JsonMapper.builder(factory(StreamReadConstraints.DEFAULT_MAX_DEPTH)))
            .build();
    private static final ObjectMapper OF_ANY_DEPTH =
            configure(JsonMapper.builder(factory(Integer.MAX_VALUE))).build();
    private static final JsonFactory OF_DATA = factory(MAX_DEPTH);
    private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);

    private Json() {}

    /** Shared, not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** What any encoder can write: without half characters. */
    public static String write(Object value) {
        try {
            return HalfCharacters.escaped(MAPPER.writeValueAsString(value));
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

    /** As {@link #read}, of JSON of any depth; for types whose data is {@link RawJson} only, which is passed over. */
    public static <T> T readOfAnyDepth(byte[] json, TypeReference<T> type) throws IOException {
        return OF_ANY_DEPTH.readerFor(type).withAttribute(SOURCE, json).readValue(json);
    }

    /** As {@link #read}, but a member the type does not know is an error. */
    public static <T> T readExactly(byte[] json, JavaType type) throws IOException {
        return MAPPER.readerFor(type)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .withAttribute(SOURCE, json)
                .readValue(json);
    }

    /**
     * As {@link #read(byte[], TypeReference)}; throws {@link IllegalArgumentException} when the text does not fit the
     * type.
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it does not fit" + where(e), e);
        }
    }

    /**
     * Throws {@link IllegalArgumentException}, with a reason for a person, when the text is not exactly one JSON value,
     * or nests deeper than {@link #MAX_DEPTH}.
     */
    public static JsonNode tree(String json) {
        if (json.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        try (JsonParser in = dataParser(json)) {
            return TREE.readValue(in);
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** Reads text from outside as each of its readers will: as bytes, at most {@link #MAX_DEPTH} levels deep. */
    static JsonParser dataParser(String json) throws IOException {
        return OF_DATA.createParser(HalfCharacters.escaped(json).getBytes(StandardCharsets.UTF_8));
    }

    static IllegalArgumentException notJson(IOException e) {
        return switch (e) {
            case StreamConstraintsException limit ->
                new IllegalArgumentException(
                        "it nests deeper than " + MAX_DEPTH + " levels, or has a number, name or text that is too long"
                                + where(limit),
                        e);
            case JsonProcessingException json -> new IllegalArgumentException("it is not JSON" + where(json), e);
            default -> new IllegalArgumentException("it is not JSON", e);
        };
    }

    /** {@code " at line 1, column 5"}: Jackson's own words name its settings and our types. */
    public static String where(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonFactory factory(int depth) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(depth).build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .addDecorator((factory, generator) -> new NumbersOnly(generator))
                .build();
    }

    private static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // a record's questions, such as isOk, are no members
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(LogicalType.Integer, number -> number.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
                .withCoercionConfig(LogicalType.Float, number -> number.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull));
    }
}
