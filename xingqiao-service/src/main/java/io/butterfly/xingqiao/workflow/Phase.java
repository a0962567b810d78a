package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** When in the life of its job a task has its place. */
public enum Phase {
    /** The work itself. */
    MAIN,
    /** Once it is certain that the job fails, by a task, its deadline or a cancel. */
    ON_FAILURE,
    /** At the very end, whatever the outcome; after the tasks of {@link #ON_FAILURE}. */
    FINALLY;

    @JsonCreator
    public static Phase of(String word) {
        return Arrays.stream(values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("run must be main, on_failure or finally, not " + word));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
