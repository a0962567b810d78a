package io.butterfly.xingqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A JSON Schema, of draft 2020-12 unless it says otherwise. It may refer to nothing outside of itself: nothing is
 * fetched.
 */
public final class ValueSchema {
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .errorMessageKeyword("errorMessage")
            .regularExpressionFactory(BoundedPattern::new)
            .build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder(
                    JsonSchemaFactory.getInstance(VersionFlag.V202012))
            .enableSchemaCache(false)
            .schemaLoaders(loaders -> loaders.add(iri -> {
                if (iri.toString().startsWith("classpath:")) {
                    return null; // the standard's own schemas; another loader has them
                }
                throw new IllegalArgumentException("a schema may not refer to " + iri);
            }))
            .build();

    private static final JsonSchema OF_SCHEMAS =
            FACTORY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"), CONFIG);

    private static final int MAX_SCALE = 2_000;

    private final JsonNode source;
    private final JsonSchema schema;

    private ValueSchema(JsonNode source, JsonSchema schema) {
        this.source = source;
        this.schema = schema;
    }

    /** Throws {@link IllegalArgumentException} when it is no schema. */
    public static ValueSchema of(JsonNode source) {
        List<Violation> violations = violations(OF_SCHEMAS, source);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("it is no JSON Schema: " + violations.getFirst());
        }
        try {
            JsonSchema schema = FACTORY.getSchema(source, CONFIG);
            schema.initializeValidators();
            return new ValueSchema(source, schema);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("it is no JSON Schema that can be used: " + e.getMessage(), e);
        }
    }

    /** As it was given. */
    public JsonNode source() {
        return source;
    }

    /** What is wrong with the value; empty when nothing is. */
    public List<Violation> check(JsonNode value) {
        try {
            return incalculable("", value).map(List::of).orElseGet(() -> violations(schema, value));
        } catch (BoundedPattern.TooMuchWork e) {
            return List.of(new Violation("", e.getMessage()));
        }
    }

    /** A rule such as {@code multipleOf} would calculate with such a number for hours. */
    private static Optional<Violation> incalculable(String pointer, JsonNode value) {
        if (value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) > MAX_SCALE) {
            return Optional.of(new Violation(pointer, "the number's exponent is too large to be checked"));
        }
        Stream<Optional<Violation>> inner = value.isObject()
                ? value.properties().stream()
                        .map(member -> incalculable(pointer + "/" + member.getKey(), member.getValue()))
                : IntStream.range(0, value.size()).mapToObj(i -> incalculable(pointer + "/" + i, value.get(i)));
        return inner.flatMap(Optional::stream).findFirst();
    }

    private static List<Violation> violations(JsonSchema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(Violation::of)
                .sorted(Comparator.comparing(Violation::pointer).reversed())
                .toList();
    }

    /**
     * @param pointer where in the value, as a JSON Pointer; empty for the value itself
     * @param reason what is wrong there
     */
    public record Violation(String pointer, String reason) {
        private static Violation of(ValidationMessage message) {
            return new Violation(message.getInstanceLocation().toString(), message.getError());
        }

        @Override
        public String toString() {
            return pointer.isEmpty() ? reason : pointer.substring(1).replace('/', '.') + ": " + reason;
        }
    }
}
