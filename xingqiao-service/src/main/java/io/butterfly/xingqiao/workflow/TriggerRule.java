package io.butterfly.xingqiao.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which ends of its dependencies a task waits for. A task is skipped as soon as its rule cannot be met any more.
 *
 * <p>A failed task is <i>handled</i>, and neither stops nor fails its job, by a task of the same phase that depends on
 * it with the rule {@code one_failed} or {@code all_done}, as long as that task may still finish, and for good once it
 * has. One that failed or was skipped handles nothing.
 */
public enum TriggerRule {
    /** All have finished. */
    ALL_SUCCESS,
    /** All are over, whether finished, failed or skipped. */
    ALL_DONE,
    /** At least one has failed; the others need not be over. */
    ONE_FAILED,
    /** All are over and none has failed: what joins branches of which some were skipped. */
    NONE_FAILED;

    @JsonCreator
    public static TriggerRule of(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("trigger_rule must be one of "
                        + Arrays.stream(values()).map(TriggerRule::word).collect(Collectors.joining(", ")) + ", not "
                        + word));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A task with this rule can handle the failure of a task that it depends on. */
    public boolean handlesFailures() {
        return this == ONE_FAILED || this == ALL_DONE;
    }
}
