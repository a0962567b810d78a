package io.butterfly.baichuan.publish;

import java.time.Duration;

/**
 * Who has the mark of equal messages.
 *
 * @param holder empty when the one who asked has it now
 * @param word what the mark says beside that, empty for nothing
 */
public record UniqueMark(String holder, Duration since, String word) {
    /** A holder that had ended takes the mark before it becomes queued again. */
    static final String REQUEUED = "requeued";
    /** A throttled holder is known to have existed. */
    private static final String MADE = "made";

    /**
     * A message that wants the mark.
     *
     * @param key what makes messages of the handler equal
     * @param seconds for how long it is kept at most
     * @param word what it is to say, empty for nothing
     */
    public record Wish(String id, String handler, String key, int seconds, String word) {}

    boolean isOwn() {
        return holder.isEmpty();
    }

    boolean isMade() {
        return word.equals(MADE);
    }

    boolean isRequeued() {
        return word.equals(REQUEUED);
    }
}
