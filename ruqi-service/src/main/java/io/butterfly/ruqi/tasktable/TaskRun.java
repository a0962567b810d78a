package io.butterfly.ruqi.tasktable;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row of {@code execute_task} that says {@code doing}.
 *
 * @param traceId the firing's id
 */
public record TaskRun(long id, long taskId, String traceId) {
    private static final Pattern FIRING_ID = Pattern.compile("[0-9A-F]{32}");

    /** Whether a firing of ours may be behind it; rows of the Python service have trace ids of another form. */
    boolean isOurs() {
        return FIRING_ID.matcher(traceId).matches();
    }

    /**
     * How a run ended.
     *
     * @param status {@code success}, {@code failed} or {@code lost}
     * @param result the reply, cut short
     * @param seconds how long it took
     * @param reason why it did not succeed
     */
    public record End(String status, String result, double seconds, Optional<String> reason) {
        static final End FORGOTTEN =
                new End("lost", "", 0, Optional.of("the history does not have its firing any more"));
    }
}
