package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.redis.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the indexes of one handler leave to recovery, some of each kind.
 *
 * @param now Redis' time (ms)
 * @param entered how many delayed messages became claimable just now
 * @param content what the handler has at all
 * @param trimmed how many ids of ended messages that are gone left their registries
 */
record Survey(String handler, long now, int entered, Overdue overdue, OfPython ofPython, Content content, int trimmed) {
    private static final int AN_HOUR = 3_600;
    private static final int MOST_TRIMMED = 1_000;

    /**
     * Ids whose time has passed.
     *
     * @param announced announced too long ago
     * @param lapsed with a lease that ran out
     * @param unreported ended, and their on_finish is not settled
     * @param expiring should have been started
     */
    record Overdue(List<String> announced, List<String> lapsed, List<String> unreported, List<String> expiring) {
        int most() {
            return Math.max(Math.max(announced.size(), expiring.size()), Math.max(lapsed.size(), unreported.size()));
        }
    }

    /**
     * What Python workers have.
     *
     * @param taken what they have taken, the oldest first
     * @param isWhole whether that is all they have of this handler
     * @param returned ids that were taken from them lately
     */
    record OfPython(List<Taken> taken, boolean isWhole, List<String> returned) {}

    /**
     * A message that a Python worker has taken from its queue.
     *
     * @param at when (ms), by that worker's clock and in whole seconds
     */
    record Taken(String id, long at) {}

    /** From nothing to what time moves. */
    enum Content {
        NOTHING,
        /** Only messages that have ended. */
        ENDED,
        /** Messages that may be claimed. */
        WAITING,
        /** Ids that are delayed, announced, taken or to be reported. */
        MOVING
    }

    /** As {@code recovery/survey.lua} returns it. */
    static Survey read(String handler, Answer answer) {
        long now = answer.number();
        int entered = answer.count();
        Overdue overdue = new Overdue(answer.texts(), answer.texts(), answer.texts(), answer.texts());
        OfPython ofPython = new OfPython(taken(answer.texts()), answer.isOne(), answer.texts());
        Content content = Content.values()[answer.count()];
        return new Survey(handler, now, entered, overdue, ofPython, content, answer.count());
    }

    /** The score is when the cleaner of the Python service may have it: an hour after it was taken. */
    private static List<Taken> taken(List<String> idsAndScores) {
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < idsAndScores.size(); i += 2) {
            double seconds = Double.parseDouble(idsAndScores.get(i + 1)) - AN_HOUR;
            taken.add(new Taken(idsAndScores.get(i), (long) (seconds * 1e3)));
        }
        return taken;
    }

    List<Taken> taken() {
        return ofPython.taken();
    }

    boolean isFull(int most) {
        return trimmed >= MOST_TRIMMED || entered >= most || overdue.most() >= most;
    }
}
