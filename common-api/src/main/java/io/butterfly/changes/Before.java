package io.butterfly.changes;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What an object was before a recorded call changed it. Whoever changes it says so by {@link #was}, which costs nothing
 * in calls that are not recorded, such as those of machines.
 */
public final class Before implements AutoCloseable {
    private static final ThreadLocal<Before> CURRENT = new ThreadLocal<>();

    private String text = "";

    private Before() {}

    /** For a call on this thread, until it is closed. */
    public static Before begin() {
        Before begun = new Before();
        CURRENT.set(begun);
        return begun;
    }

    /**
     * The last one counts: a transaction may be repeated.
     *
     * @param state asked only when it is to be recorded; empty when there was no object
     */
    public static void was(Supplier<? extends Map<String, ?>> state) {
        Before current = CURRENT.get();
        if (current != null) {
            Map<String, ?> members = state.get();
            current.text = members.isEmpty() ? "" : Summary.of(members).params();
        }
    }

    /** As JSON without secrets, cut when it is long; empty when nothing was said. */
    public String text() {
        return text;
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
