package io.butterfly.ruqi.history;

import io.butterfly.kernel.PollLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The outcomes this process owes, and their way into the ledger: in batches, whatever came in during one write going
 * with the next. What cannot be written waits for the store.
 */
public final class Outcomes implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final int BATCH_CHARS =
            500_000; // escaped twice a character may take seven bytes, and servers take packets of 16 MB
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Firings firings;
    private final ResumeSchedule waiting;
    /**
     * Firing id → the owner it is in hand for: what a former owner has to say about it, or gives up, is not the present
     * one's.
     */
    private final Map<String, Long> owed = new ConcurrentHashMap<>();

    private final Queue<Outcome> arrived = new ConcurrentLinkedQueue<>();
    /** Taken from the queue and not yet written; under the lock. */
    private final ArrayDeque<Outcome> unwritten = new ArrayDeque<>();

    private final ReentrantLock lock = new ReentrantLock();
    private PollLoop loop;

    public Outcomes(Firings firings, ResumeSchedule waiting) {
        this.firings = firings;
        this.waiting = waiting;
    }

    public void start() {
        loop = PollLoop.start("ruqi-outcomes", this::tick);
    }

    /** These are about to be dispatched. */
    public void expect(Collection<Firing> dispatched) {
        dispatched.forEach(firing -> owed.put(firing.id(), firing.owner()));
    }

    /** Ids of the firings that are in hand here. */
    public Set<String> owed() {
        return Set.copyOf(owed.keySet());
    }

    /** This firing came to nothing here and may be dispatched anew: by its next owner, or by this one. */
    public void giveUp(Firing firing) {
        owed.remove(firing.id(), firing.owner());
    }

    public void record(Outcome outcome) {
        arrived.add(outcome);
        loop.wake();
    }

    /** How many are in hand. */
    public int count() {
        return owed.size();
    }

    /** One at a time: the loop, and whoever closes it. */
    Duration tick() {
        lock.lock();
        try {
            return write();
        } finally {
            lock.unlock();
        }
    }

    private Duration write() {
        int chars = unwritten.stream().mapToInt(Outcome::length).sum();
        for (Outcome next; unwritten.size() < BATCH && chars < BATCH_CHARS && (next = arrived.poll()) != null; ) {
            unwritten.add(next);
            chars += next.length();
        }
        if (unwritten.isEmpty()) {
            return IDLE;
        }
        List<Outcome> batch = new ArrayList<>(unwritten);
        batch.sort(Comparator.comparing(outcome -> outcome.firing().id())); // locks are taken in one order
        OutcomeWriter.end(firings, batch);
        unwritten.clear();
        batch.forEach(outcome -> giveUp(outcome.firing()));
        waiting.behind(batch);
        return arrived.isEmpty() ? IDLE : Duration.ZERO;
    }

    /** Writes what has come in; what the store does not take now is another replica's to find. */
    @Override
    public void close() {
        loop.close();
        if (!lock.tryLock()) {
            throw new IllegalStateException("the store does not answer: " + count() + " outcomes are not written");
        }
        try {
            while (!arrived.isEmpty() || !unwritten.isEmpty()) {
                write();
            }
        } finally {
            lock.unlock();
        }
    }
}
