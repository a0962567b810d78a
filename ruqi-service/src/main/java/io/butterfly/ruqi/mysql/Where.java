package io.butterfly.ruqi.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a list, joined by AND, with their arguments. */
public final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    public Where and(String condition, Object... given) {
        conditions.add(condition);
        arguments.addAll(List.of(given));
        return this;
    }

    /** Adds a condition with one mark when there is a value for it. */
    public Where andIf(Optional<?> value, String condition) {
        value.ifPresent(given -> and(condition, given));
        return this;
    }

    Where copy() {
        Where copy = new Where();
        copy.conditions.addAll(conditions);
        copy.arguments.addAll(arguments);
        return copy;
    }

    String text() {
        return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
    }

    Object[] arguments(Object... more) {
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
