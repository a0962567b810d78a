package io.butterfly.http.parameters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.HalfCharacters;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the parameters of a call into its record: query parameters first, the body's members over them, every name
 * known, every required one there. The record's components are the parameter list, in snake_case.
 */
public final class Parameters<T> {
    private static final ClassValue<Parameters<?>> BY_TYPE = new ClassValue<>() {
        @Override
        protected Parameters<?> computeValue(Class<?> type) {
            return new Parameters<>(type);
        }
    };

    private final Class<T> type;
    private final JavaType javaType;
    private final List<Required> required;
    private final Optional<KnownNames> known;

    private Parameters(Class<T> type) {
        this.type = type;
        this.javaType = Json.mapper().constructType(type);
        this.required = Required.of(type);
        this.known = KnownNames.ofUnwrapped(type);
    }

    @SuppressWarnings("unchecked")
    public static <T> Parameters<T> of(Class<T> type) {
        return (Parameters<T>) BY_TYPE.get(type);
    }

    /**
     * Reads one element of a list that a call takes, as strictly as the call itself is read. Throws
     * {@link io.butterfly.api.Refusal}, with the text that the call's own parameters get, when it does not fit.
     */
    public static <T> T read(byte[] json, Class<T> type) {
        return of(type).read(json);
    }

    public Class<T> type() {
        return type;
    }

    /** All names in order, a {@code *} behind those that must be given. */
    public List<String> names() {
        return Required.namesOf(type);
    }

    /**
     * @param query text, or a list of texts for a name that is given twice
     * @param body a JSON object; empty for none
     */
    public T bind(Map<String, Object> query, byte[] body) {
        if (!Utf8.isValid(body)) {
            throw BadParams.body("the body is not UTF-8");
        }
        return read(query.isEmpty() ? orEmptyObject(body) : merge(query, body));
    }

    private static byte[] orEmptyObject(byte[] body) {
        return body.length == 0 ? new byte[] {'{', '}'} : body;
    }

    private static byte[] merge(Map<String, Object> query, byte[] body) {
        ObjectNode merged = Json.mapper().valueToTree(query);
        if (body.length > 0) {
            try {
                JsonNode tree = Json.mapper().readTree(body);
                if (!tree.isObject()) {
                    throw BadParams.body("the body must be a JSON object");
                }
                merged.setAll((ObjectNode) tree);
            } catch (IOException e) {
                throw notJson(e);
            }
        }
        return Json.bytes(merged);
    }

    private T read(byte[] json) {
        try {
            known.ifPresent(names -> names.refuseOthers(json));
            T bound = readLast(json);
            if (bound == null) {
                throw BadParams.body("the body must be a JSON object");
            }
            refuseNulls(bound);
            refuseHalfCharacters(json, bound);
            return bound;
        } catch (UnrecognizedPropertyException e) {
            throw KnownNames.unknown(
                    path(e),
                    e.getKnownPropertyIds().stream().map(Object::toString).toList());
        } catch (MismatchedInputException e) {
            throw mismatch(e);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal; // a parameter that has a code of its own
            }
            if (e.getCause() instanceof InputCoercionException) {
                throw BadParams.number("parameter '" + path(e) + "' is larger than any number it can be");
            }
            throw e.getCause() instanceof StreamReadException parse ? notJson(parse) : BadParams.check(reason(e));
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /**
     * Of a name that is given twice the last value counts, as everywhere; Jackson does not read a record that has all
     * its members already.
     */
    private T readLast(byte[] json) throws IOException {
        try {
            return Json.readExactly(json, javaType);
        } catch (InvalidDefinitionException e) {
            return Json.readExactly(Json.bytes(Json.mapper().readTree(json)), javaType);
        }
    }

    /**
     * Names and other plain texts are stored and compared, where no half character can be; data keeps it as the escape
     * it is.
     */
    private static void refuseHalfCharacters(byte[] json, Object bound) {
        if (HalfCharacters.mayBeEscapedIn(json)) {
            PlainTexts.withHalfCharacter(bound).ifPresent(name -> {
                throw BadParams.check("parameter '" + name + "' has half a character");
            });
        }
    }

    /**
     * A null counts as given, but is no text, no list and no object that a call requires; a member of any type may be
     * null.
     */
    private void refuseNulls(Object bound) {
        for (Required required : required) {
            if (required.isNullIn(bound)) {
                throw BadParams.check("parameter '" + required.name() + "' must not be null");
            }
        }
    }

    private static RuntimeException mismatch(MismatchedInputException e) {
        if (isMissing(e)) {
            return BadParams.check("missing parameter '" + path(e) + "'");
        }
        if (e.getPath().isEmpty()) {
            return BadParams.body("the body must be one JSON object");
        }
        Class<?> target = e.getTargetType();
        if (target == Integer.class || target == Long.class || target == int.class || target == long.class) {
            return BadParams.number("parameter '" + path(e) + "' must be a whole number");
        }
        if (target == Double.class || target == double.class) {
            return BadParams.number("parameter '" + path(e) + "' must be a number");
        }
        return BadParams.check("parameter '" + path(e) + "' must be " + kindOf(target));
    }

    /** Jackson tells a missing creator property from a wrong one only in its message. */
    private static boolean isMissing(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("Missing required creator property");
    }

    private static String kindOf(Class<?> target) {
        if (target == String.class) {
            return "text";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "true or false";
        }
        return target != null && Iterable.class.isAssignableFrom(target) ? "a list" : "an object";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /** What a record's own check said; what Jackson says names its own settings and our types. */
    private static String reason(JsonMappingException e) {
        boolean isOwn = e instanceof ValueInstantiationException && e.getCause() != null;
        return (e.getPath().isEmpty() ? "" : "parameter '" + path(e) + "': ")
                + (isOwn ? e.getCause().getMessage() : "it cannot be read");
    }

    private static BadParams notJson(IOException e) {
        return BadParams.body(
                "the body is not JSON" + (e instanceof JsonProcessingException json ? Json.where(json) : ""));
    }
}
