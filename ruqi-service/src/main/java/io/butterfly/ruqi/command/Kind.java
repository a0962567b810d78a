package io.butterfly.ruqi.command;

import java.util.Locale;
import java.util.Optional;

/** The three kinds of target; each has its own slots, so that slow scripts never hold up messages. */
public enum Kind {
    MESSAGE(0, false),
    HTTP(1, true),
    SCRIPT(2, true);

    private final int code;
    private final boolean lasts;

    Kind(int code, boolean lasts) {
        this.code = code;
        this.lasts = lasts;
    }

    /** The number in the column {@code kind}. */
    public int code() {
        return code;
    }

    /** As logs and traces have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a firing goes on while the target works; a message's ends when it is published. */
    public boolean lasts() {
        return lasts;
    }

    /** A script must not run twice; the others may be dispatched again under the same firing id. */
    public boolean isAtMostOnce() {
        return this == SCRIPT;
    }

    public static Optional<Kind> of(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }
}
