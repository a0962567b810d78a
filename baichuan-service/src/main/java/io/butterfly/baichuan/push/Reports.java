package io.butterfly.baichuan.push;

import io.butterfly.baichuan.finish.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Outcomes that have not been written down yet, in order. */
final class Reports {
    private static final int MOST = 500;
    private static final long MOST_CHARACTERS = 4 << 20;
    private static final long FULL_CHARACTERS = 16 << 20;

    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicLong characters = new AtomicLong();

    void add(Outcome outcome) {
        characters.addAndGet(length(outcome));
        outcomes.add(outcome);
    }

    private static long length(Outcome outcome) {
        return outcome instanceof Outcome.End end ? end.verdict().result().length() : 0;
    }

    /** The oldest, not much more than 4 MB of replies; they stay in line until {@link #done}. */
    List<Outcome> nextBatch() {
        List<Outcome> batch = new ArrayList<>();
        long size = 0;
        for (Outcome outcome : outcomes) {
            batch.add(outcome);
            size += length(outcome);
            if (batch.size() == MOST || size >= MOST_CHARACTERS) {
                break;
            }
        }
        return batch;
    }

    /** The oldest have been written down. */
    void done(List<Outcome> batch) {
        for (Outcome outcome : batch) {
            outcomes.poll();
            characters.addAndGet(-length(outcome));
        }
    }

    boolean isEmpty() {
        return outcomes.isEmpty();
    }

    /** Whether so much waits that no further message should be started. */
    boolean isFull() {
        return characters.get() >= FULL_CHARACTERS;
    }
}
