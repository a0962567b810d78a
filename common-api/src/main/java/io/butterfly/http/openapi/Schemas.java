package io.butterfly.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.api.Param;
import io.butterfly.http.parameters.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** JSON Schemas of parameters. A record that is an element of a list gets a name, and is written down once. */
final class Schemas {
    private static final Set<Type> WHOLE = Set.of(Integer.class, int.class, Long.class, long.class);
    private static final Set<Type> FRACTIONAL = Set.of(Double.class, double.class);

    private final Map<String, ObjectNode> named = new TreeMap<>();

    /** Those with a name, by it. */
    Map<String, ObjectNode> named() {
        return named;
    }

    /** An object that has these members and no others. */
    ObjectNode object(List<Parameter> parameters) {
        ObjectNode schema = ofType("object");
        ObjectNode properties = schema.putObject("properties");
        parameters.forEach(parameter -> {
            ObjectNode property = properties.putObject(parameter.name());
            parameter.meaning().ifPresent(meaning -> property.put("description", meaning.value()));
            property.setAll(of(parameter));
        });
        List<String> required = parameters.stream()
                .filter(Parameter::isRequired)
                .map(Parameter::name)
                .toList();
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        return schema.put("additionalProperties", false);
    }

    /** What a parameter may be, but not what it means. */
    ObjectNode of(Parameter parameter) {
        return parameter.meaning().map(meaning -> of(parameter, meaning)).orElseGet(() -> of(parameter.type()));
    }

    private ObjectNode of(Parameter parameter, Param meaning) {
        ObjectNode schema = meaning.elements() != Object.class
                ? listOf(meaning.elements())
                : of(meaning.type() == Object.class ? parameter.type() : meaning.type());
        limit(schema, meaning);
        for (String word : meaning.oneOf()) {
            schema.withArray("enum").add(word);
        }
        if (!meaning.byDefault().isEmpty()) {
            schema.set("default", literal(schema, meaning.byDefault()));
        }
        return meaning.unit().isEmpty() ? schema : schema.put("x-unit", meaning.unit());
    }

    private static void limit(ObjectNode schema, Param meaning) {
        String kind = schema.path("type").asText();
        String least = kind.equals("string") ? "minLength" : kind.equals("array") ? "minItems" : "minimum";
        String most = kind.equals("string") ? "maxLength" : kind.equals("array") ? "maxItems" : "maximum";
        if (meaning.min() != Long.MIN_VALUE) {
            schema.put(least, meaning.min());
        }
        if (meaning.max() != Long.MAX_VALUE) {
            schema.put(most, meaning.max());
        }
    }

    private static JsonNode literal(ObjectNode schema, String text) {
        boolean isText = schema.path("type").asText().equals("string");
        return isText ? JsonNodeFactory.instance.textNode(text) : Json.tree(text);
    }

    private ObjectNode of(Type type) {
        if (WHOLE.contains(type)) {
            return ofType("integer");
        }
        if (FRACTIONAL.contains(type)) {
            return ofType("number");
        }
        if (type == String.class) {
            return ofType("string");
        }
        if (type == Boolean.class || type == boolean.class) {
            return ofType("boolean");
        }
        if (type instanceof ParameterizedType generic && isA(Collection.class, generic.getRawType())) {
            return listOf(generic.getActualTypeArguments()[0]);
        }
        if (type instanceof Class<?> record && record.isRecord() && !isAnyJson(record)) {
            return named(record);
        }
        return isA(Map.class, type) ? ofType("object") : JsonNodeFactory.instance.objectNode(); // anything
    }

    private ObjectNode listOf(Type element) {
        ObjectNode schema = ofType("array");
        schema.set("items", of(element));
        return schema;
    }

    private ObjectNode named(Class<?> record) {
        String name = record.getSimpleName();
        if (!named.containsKey(name)) {
            named.put(name, object(Parameter.of(record)));
        }
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static boolean isAnyJson(Class<?> record) {
        return record.getPackage().equals(Json.class.getPackage());
    }

    private static boolean isA(Class<?> wanted, Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw instanceof Class<?> is && wanted.isAssignableFrom(is);
    }

    static ObjectNode ofType(String name) {
        return JsonNodeFactory.instance.objectNode().put("type", name);
    }
}
