package io.butterfly.ruqi.history;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a firing is. {@code RUNNING} and {@code WAITING} end in another. */
public enum Status {
    RUNNING,
    /** For its next retry, for the end of the firing before it, or for its first try when a call asked for it. */
    WAITING,
    SUCCEEDED,
    FAILED,
    /**
     * It did not fire, on purpose: a misfire, an excluded day, a firing before it that had not ended, too many failures
     * in a row, or a given message id that was still under way.
     */
    SKIPPED,
    /**
     * It is unknown what became of it: its owner died while it ran and it must not run twice, the target's answer never
     * came, or BaiChuan does not have its message any more.
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
