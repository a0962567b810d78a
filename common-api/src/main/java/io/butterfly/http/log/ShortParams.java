package io.butterfly.http.log;

import io.butterfly.api.Masked;
import io.butterfly.api.RawJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The parameters of a call on one line: {@code name=value;…}, each value cut short, lists as the number of elements.
 */
public final class ShortParams {
    private static final int MOST = 100;
    /** A secret must be recognised before its text is cut. */
    private static final int LOOKED_AT = 500;

    private static final ClassValue<List<Parameter>> BY_TYPE = new ClassValue<>() {
        @Override
        protected List<Parameter> computeValue(Class<?> type) {
            List<Parameter> all = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                String name = snake(component.getName());
                all.add(new Parameter(name, Masked.isSecret(name), accessor));
            }
            return all;
        }
    };

    private ShortParams() {}

    private record Parameter(String name, boolean isSecret, Method accessor) {
        Object of(Object parameters) {
            try {
                return accessor.invoke(parameters);
            } catch (IllegalAccessException | InvocationTargetException e) {
                return null; // a line of the log is not worth more
            }
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** @param parameters a record; those that were not given are left out */
    public static String of(Record parameters) {
        StringJoiner line = new StringJoiner(";");
        add(parameters, line);
        return line.toString();
    }

    private static void add(Record parameters, StringJoiner line) {
        for (Parameter parameter : BY_TYPE.get(parameters.getClass())) {
            Object given = parameter.of(parameters);
            Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
            if (value instanceof Record more && !(value instanceof RawJson)) {
                add(more, line);
            } else if (value != null) {
                line.add(parameter.name() + "=" + (parameter.isSecret() ? Masked.mask() : shown(value)));
            }
        }
    }

    private static String shown(Object value) {
        return cut(Masked.text(text(value)), MOST);
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> cut(text, LOOKED_AT);
            case RawJson json -> cut(json.text(), LOOKED_AT);
            case Collection<?> list -> "[" + list.size() + "]";
            case Map<?, ?> map -> "{" + map.size() + "}";
            default -> cut(value.toString(), LOOKED_AT);
        };
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
