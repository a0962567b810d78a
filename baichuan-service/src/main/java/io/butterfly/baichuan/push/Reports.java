package io.butterfly.baichuan.push;

import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.kernel.Batcher;
import io.butterfly.kernel.Outbox;
import java.util.List;

/** Outcomes that have not been written down yet, in order. */
final class Reports {
    /** Not much more than 4 MB of replies. */
    private static final Batcher.Limits<Outcome> ONE_BATCH = new Batcher.Limits<>(500, 4 << 20, Reports::length);

    private static final long FULL_CHARACTERS = 16 << 20;

    private final Outbox<Outcome> outcomes = new Outbox<>(ONE_BATCH);

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    private static long length(Outcome outcome) {
        return outcome instanceof Outcome.End end ? end.verdict().result().length() : 0;
    }

    /** The oldest, which then end by {@link #done} or come back by {@link #notDone}. */
    List<Outcome> nextBatch() {
        return outcomes.take();
    }

    /** They have been written down. */
    void done(List<Outcome> batch) {
        outcomes.sent(batch);
    }

    /** They could not be written down now, and are the oldest again. */
    void notDone(List<Outcome> batch) {
        outcomes.putBack(batch);
    }

    boolean isEmpty() {
        return outcomes.isEmpty();
    }

    /** Whether so much waits that no further message should be started. */
    boolean isFull() {
        return outcomes.weight() >= FULL_CHARACTERS;
    }
}
