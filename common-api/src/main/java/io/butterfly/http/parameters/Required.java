package io.butterfly.http.parameters;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A required component of a parameter record that may not be null.
 *
 * @param name as it is on the wire
 */
record Required(String name, Method accessor) {
    private static final Set<Class<?>> OF_ANY_TYPE = Set.of(Object.class, JsonNode.class);
    private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
            PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE;

    static List<Required> of(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .filter(Required::isRequired)
                .map(Required::of)
                .toList();
    }

    /** All names of the record in order, a {@code *} behind those that must be given. */
    static List<String> namesOf(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .flatMap(component -> isUnwrapped(component)
                        ? namesOf(component.getType()).stream()
                        : Stream.of(name(component) + (mustBeGiven(component) ? "*" : "")))
                .toList();
    }

    /** Whether the members of this component's record stand beside the other members on the wire. */
    static boolean isUnwrapped(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    static boolean mustBeGiven(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property != null && property.required();
    }

    private static boolean isRequired(RecordComponent component) {
        return mustBeGiven(component) && !isOfAnyType(component);
    }

    static boolean isOfAnyType(RecordComponent component) {
        return OF_ANY_TYPE.contains(component.getType());
    }

    private static Required of(RecordComponent component) {
        component.getAccessor().setAccessible(true); // a call's record may be private
        return new Required(name(component), component.getAccessor());
    }

    static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty()
                ? SNAKE_CASE.translate(component.getName())
                : property.value();
    }

    boolean isNullIn(Object bound) {
        return valueOf(accessor, bound) == null;
    }

    /** @param accessor one that is accessible */
    static Object valueOf(Method accessor, Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
