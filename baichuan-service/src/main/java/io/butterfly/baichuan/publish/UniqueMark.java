package io.butterfly.baichuan.publish;

import java.time.Duration;

/**
 * Which of equal messages is under way.
 *
 * @param holder the message that has the mark, empty when it is the one that asked
 * @param since for how long
 * @param flag what the mark says beside that, empty for nothing
 */
record UniqueMark(String holder, Duration since, String flag) {
    static final UniqueMark OWN = new UniqueMark("", Duration.ZERO, "");

    /** A holder that had ended takes the mark before it becomes queued again. */
    static final String REQUEUED = "requeued";
    /** A throttled holder is known to have existed. */
    private static final String MADE = "made";

    /**
     * A message that asks for the mark.
     *
     * @param key what makes messages of the handler equal
     * @param seconds for how long it is kept at most
     * @param flag what the mark is to say, empty for nothing
     */
    record Request(String id, String handler, String key, int seconds, String flag) {}

    boolean isOwn() {
        return holder.isEmpty();
    }

    boolean isMade() {
        return flag.equals(MADE);
    }

    boolean isRequeued() {
        return flag.equals(REQUEUED);
    }
}
