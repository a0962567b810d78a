package io.butterfly.access;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a caller may do, and what a call asks for. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Publishes messages, asks for them, and creates workflow jobs: a machine. */
    PUBLISHER,
    /** Claims messages and reports their ends; publishes, too: a machine. */
    WORKER,
    /** Runs, pauses, resumes, stops, retries, requeues, cancels: a person on duty. */
    OPERATOR,
    /** Defines and destroys: jobs, scripts, routes, limits, whole queues. */
    ADMIN,
    /** One of our own services: alone may use the internal handlers. */
    SERVICE;

    private static final Map<Role, Set<Role>> INCLUDED = new EnumMap<>(Map.of(
            VIEWER, EnumSet.of(VIEWER),
            PUBLISHER, EnumSet.of(PUBLISHER),
            WORKER, EnumSet.of(WORKER, PUBLISHER),
            OPERATOR, EnumSet.of(OPERATOR, PUBLISHER, VIEWER),
            ADMIN, EnumSet.of(ADMIN, OPERATOR, WORKER, PUBLISHER, VIEWER),
            SERVICE, EnumSet.of(SERVICE, OPERATOR, WORKER, PUBLISHER, VIEWER)));

    /** Whether who has this role may do what asks for the other one. */
    public boolean covers(Role asked) {
        return INCLUDED.get(this).contains(asked);
    }

    /** As files and replies write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Stream.of(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
