package io.butterfly.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A required component of a parameter record whose type has no place for null.
 *
 * @param name as it is on the wire
 */
record Required(String name, Method accessor) {
  private static final Set<Class<?>> OF_ANY_TYPE = Set.of(Object.class, JsonNode.class);
  private static final PropertyNamingStrategies.NamingBase SNAKE_CASE = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE;

  static List<Required> of(Class<?> record) {
    return Stream.of(record.getRecordComponents()).filter(Required::isRequired).map(Required::of).toList();
  }

  private static boolean isRequired(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property != null && property.required() && !OF_ANY_TYPE.contains(component.getType());
  }

  private static Required of(RecordComponent component) {
    component.getAccessor().setAccessible(true); // a call's record may be its own business
    String given = component.getAccessor().getAnnotation(JsonProperty.class).value();
    return new Required(given.isEmpty() ? SNAKE_CASE.translate(component.getName()) : given, component.getAccessor());
  }

  boolean isNullIn(Object bound) {
    try {
      return accessor.invoke(bound) == null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
