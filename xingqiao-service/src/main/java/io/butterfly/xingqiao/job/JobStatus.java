package io.butterfly.xingqiao.job;

import java.util.Locale;
import java.util.Set;

/** Each names its legal next ones. */
public enum JobStatus {
    STARTED,
    FINISHED,
    FAILED;

    public Set<JobStatus> next() {
        return switch (this) {
            case STARTED -> Set.of(FINISHED, FAILED);
            case FINISHED, FAILED -> Set.of();
        };
    }

    /** The word in tables and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
