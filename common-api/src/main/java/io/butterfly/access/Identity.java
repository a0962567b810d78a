package io.butterfly.access;

import java.util.List;

/**
 * A caller that is known.
 *
 * @param name of its token, or of the user whom a proxy vouches for; {@code -} without authentication
 * @param handlers what the names of the handlers that it publishes to or claims must begin with; empty for any
 */
public record Identity(String name, Role role, List<String> handlers) {
    /** Whoever reaches a service that has no token and listens on loopback only. */
    public static final Identity LOCAL = new Identity("-", Role.ADMIN, List.of());

    /** Of a request: who sends it. */
    public static final String ATTRIBUTE = "butterfly.identity";

    public Identity {
        handlers = List.copyOf(handlers);
    }

    /** Whether what it says about others counts: one of our services, or whoever calls where no token is asked for. */
    public boolean isOurs() {
        return role == Role.SERVICE || equals(LOCAL);
    }

    public boolean may(Role asked) {
        return role.covers(asked);
    }

    /** Whether it may publish to this handler, or claim from it. */
    public boolean mayUse(String handler) {
        return handlers.isEmpty() || handlers.stream().anyMatch(handler::startsWith);
    }
}
