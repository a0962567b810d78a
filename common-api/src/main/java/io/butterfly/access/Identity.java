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

    /** Of a request: for whom it is made. */
    public static final String ATTRIBUTE = "butterfly.identity";

    /** Of a request: that one of our services sends it, whoever it is made for. */
    public static final String FROM_OURS = "butterfly.from-ours";

    /** By which BaiChuan says who published the message that it pushes to a call of ours. */
    public static final String PUBLISHER_HEADER = "x-publisher";

    private static final int LONGEST_NAME = 200;

    public Identity {
        handlers = List.copyOf(handlers);
    }

    /** Whether what it says about others counts: one of our services, or whoever calls where no token is asked for. */
    public boolean isOurs() {
        return role == Role.SERVICE || isLocal();
    }

    /** Whether no one is asked who he is. A token may have the same name and role, and is not this. */
    public boolean isLocal() {
        return this == LOCAL;
    }

    /** As a message and a header carry it: {@code ROLE NAME}. */
    public String asPublisher() {
        String printable = name.replaceAll("[^!-~]", "?");
        return role.text() + " " + printable.substring(0, Math.min(LONGEST_NAME, printable.length()));
    }

    /**
     * For whom a pushed message is executed. What our services publish was defined by an admin, as a job of RuQi or a
     * workflow of XingQiao, and has an admin's rights. A message that does not say who published it, such as one that
     * was written to Redis directly, has a publisher's.
     *
     * @param text what {@link #asPublisher} wrote
     */
    public static Identity ofPublisher(String text) {
        String[] words = text.strip().split(" ", 2);
        Role role = Role.of(words[0]).orElse(Role.PUBLISHER);
        String name = words.length == 2 && !words[1].isBlank() ? words[1].strip() : "-";
        return new Identity(name, role == Role.SERVICE ? Role.ADMIN : role, List.of());
    }

    public boolean may(Role asked) {
        return role.covers(asked);
    }

    /** Whether it may publish to this handler, or claim from it. */
    public boolean mayUse(String handler) {
        return handlers.isEmpty() || handlers.stream().anyMatch(handler::startsWith);
    }
}
