package io.butterfly.http.parameters;

import io.butterfly.api.Param;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a parameter without reading one.
 *
 * @param name as it is on the wire
 * @param type of its record's component
 * @param meaning empty when it is not written down
 */
public record Parameter(String name, boolean isRequired, Type type, Optional<Param> meaning) {

    /** All of a call's record, in order; those of a record within stand beside the others. */
    public static List<Parameter> of(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .flatMap(component ->
                        Required.isUnwrapped(component) ? of(component.getType()).stream() : Stream.of(of(component)))
                .toList();
    }

    private static Parameter of(RecordComponent component) {
        return new Parameter(
                Required.name(component),
                Required.mustBeGiven(component),
                component.getGenericType(),
                Optional.ofNullable(component.getAnnotation(Param.class)));
    }
}
