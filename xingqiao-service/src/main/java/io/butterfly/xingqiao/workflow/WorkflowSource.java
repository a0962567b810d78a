package io.butterfly.xingqiao.workflow;

import java.util.List;

/**
 * Where workflows come from that may change while the service runs. Its only implementation reads files, and so knows
 * {@link Workflow} and its parts; this interface keeps that arrow: {@code workflow.plugin} depends on this package, and
 * not this package on it.
 */
public interface WorkflowSource {
    /** Looks now, instead of at the next regular look. */
    void refresh();

    /** The last good form of each. */
    List<Registration> registrations();

    /** What could not be read, and why. */
    List<Problem> problems();

    /**
     * A file that could not be taken as it is.
     *
     * @param isStale whether its last good form is still in use
     * @param line from 1; 0 when it has no lines
     * @param column from 1; 0 when it has no lines
     */
    record Problem(String file, String message, int line, int column, boolean isStale) {
        @Override
        public String toString() {
            return file + (line > 0 ? ", line " + line + ", column " + column : "") + ": " + message;
        }
    }
}
