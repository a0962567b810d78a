package io.butterfly.xingqiao.job;

import java.util.Locale;
import java.util.Set;

/** Each names its legal next ones. A retry sets any of them back to {@link #WAITING}. */
public enum TaskStatus {
    WAITING,
    PENDING,
    STARTED,
    FINISHED,
    FAILED,
    SKIPPED;

    public Set<TaskStatus> next() {
        return switch (this) {
            case WAITING -> Set.of(PENDING, STARTED, FAILED, SKIPPED);
            case PENDING -> Set.of(PENDING, STARTED, FINISHED, FAILED);
            case STARTED -> Set.of(PENDING, FINISHED, FAILED);
            case FINISHED, FAILED, SKIPPED -> Set.of();
        };
    }

    /** Its message may be under way: it is not over and may not be started a second time. */
    public boolean isRunning() {
        return this == PENDING || this == STARTED;
    }

    public boolean isOver() {
        return this == FINISHED || this == FAILED || this == SKIPPED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TaskStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
