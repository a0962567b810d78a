package io.butterfly.baichuan.recovery;

import java.util.List;

/**
 * What the indexes of one handler leave to recovery, some of each kind.
 *
 * @param now the store's time (ms)
 * @param entered how many delayed messages became claimable just now
 * @param announced ids announced too long ago
 * @param lapsed ids whose lease ran out
 * @param owing ids that have ended and owe an on_finish
 * @param expiring ids whose messages should have been started
 * @param taken what Python workers have taken, the oldest first
 * @param isTakenWhole whether that is all they have of this handler
 * @param returned ids that were taken from Python workers lately
 * @param content what the handler has at all
 * @param trimmed how many ids of ended messages that are gone were forgotten
 */
public record Survey(
        String handler,
        long now,
        int entered,
        List<String> announced,
        List<String> lapsed,
        List<String> owing,
        List<String> expiring,
        List<Taken> taken,
        boolean isTakenWhole,
        List<String> returned,
        Content content,
        int trimmed) {

    /** From nothing to what time moves. */
    public enum Content {
        NOTHING,
        /** Only messages that have ended. */
        ENDED,
        /** Messages that may be claimed. */
        WAITING,
        /** Ids that are delayed, announced, taken or to be reported. */
        MOVING
    }

    private static final int MOST_TRIMMED = 1_000;

    boolean isFull(int most) {
        return trimmed >= MOST_TRIMMED
                || expiring.size() >= most
                || Math.max(Math.max(entered, announced.size()), Math.max(lapsed.size(), owing.size())) >= most;
    }
}
