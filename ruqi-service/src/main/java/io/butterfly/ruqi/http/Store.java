package io.butterfly.ruqi.http;

import io.butterfly.ruqi.command.Scripts;
import io.butterfly.ruqi.replica.Observer;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * What the setting {@code ruqi.scheduler-store} says: {@code mysql}, {@code memory}, or {@code none} for calls over
 * MySQL without firing.
 */
@Singleton
class Store {
    private static final Set<String> STORES = Set.of("mysql", "memory", "none");

    private final String name;
    private final Observer observer;
    private final Scripts scripts;

    Store(@Value("${ruqi.scheduler-store:mysql}") String name, Observer observer, Scripts scripts) {
        if (!STORES.contains(name)) {
            throw new ConfigurationException("ruqi.scheduler-store must be mysql, memory or none, not '" + name + "'");
        }
        this.name = name;
        this.observer = observer;
        this.scripts = scripts;
    }

    boolean fires() {
        return !name.equals("none");
    }

    Observer observer() {
        return observer;
    }

    Scripts scripts() {
        return scripts;
    }
}
