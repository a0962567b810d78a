package io.butterfly.ruqi.history;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a firing is. {@code RUNNING} and {@code WAITING} end in another. */
public enum Status {
    RUNNING,
    /** For its next retry, or for the end of the firing before it. */
    WAITING,
    SUCCEEDED,
    FAILED,
    /** It did not fire, on purpose: a misfire, or the run before it had not ended. */
    SKIPPED,
    /**
     * It is unknown what became of it: its owner died while it ran and it must not run twice, or the target's answer
     * never came.
     */
    LOST;

    /** Those that are final. */
    public static final Set<Status> ENDED = Collections.unmodifiableSet(EnumSet.of(SUCCEEDED, FAILED, SKIPPED, LOST));

    /** As the column {@code status} has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
