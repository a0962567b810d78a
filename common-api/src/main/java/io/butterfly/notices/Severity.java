package io.butterfly.notices;

import java.util.Locale;

/** How urgent it is; the last is the most urgent. */
public enum Severity {
    INFO,
    WARNING,
    /** Not held back by quiet hours. */
    CRITICAL;

    /** As files, tables and notices have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} when there is none. */
    public static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
