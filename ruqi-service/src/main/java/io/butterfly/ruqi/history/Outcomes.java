package io.butterfly.ruqi.history;

import io.butterfly.kernel.PollLoop;
import io.butterfly.ruqi.history.Firing.Try;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes the outcomes of this process into the ledger, in batches: those that arrive during one write go with the next.
 * Outcomes that cannot be written wait for the store.
 */
@Singleton
public final class Outcomes implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final int BATCH_CHARS =
            500_000; // escaped twice a character may take seven bytes, and servers take packets of 16 MB
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final OutcomeWriter writer;
    private final ResumeSchedule schedule;
    /**
     * What is being carried out. Each try for itself: what a former owner, or an earlier try, records or gives up does
     * not concern the present one, even when it does so late.
     */
    private final Set<Try> open = ConcurrentHashMap.newKeySet();

    private final Queue<Outcome> arrived = new ConcurrentLinkedQueue<>();
    /** Taken from the queue and not yet written; under the lock. */
    private final ArrayDeque<Outcome> unwritten = new ArrayDeque<>();

    private final ReentrantLock lock = new ReentrantLock();
    private PollLoop loop;

    public Outcomes(OutcomeWriter writer, ResumeSchedule schedule) {
        this.writer = writer;
        this.schedule = schedule;
    }

    public void start() {
        loop = PollLoop.start("ruqi-outcomes", this::tick);
    }

    /** These are about to be dispatched. */
    public void expect(Collection<Firing> dispatched) {
        dispatched.forEach(firing -> open.add(firing.currentTry()));
    }

    /** The tries that are being carried out here. */
    public Set<Try> openTries() {
        return Set.copyOf(open);
    }

    /** This try has no outcome here and may be dispatched again: by its next owner, or by this one. */
    public void giveUp(Firing firing) {
        open.remove(firing.currentTry());
    }

    public void record(Outcome outcome) {
        arrived.add(outcome);
        loop.wake();
    }

    /** How many are being carried out here. */
    public int count() {
        return open.size();
    }

    /** One thread at a time: the loop's, or the one that closes it. */
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
        batch.removeAll(writer.end(batch)); // refused ones stay open: they must not be carried out again
        unwritten.clear();
        batch.forEach(outcome -> giveUp(outcome.firing()));
        schedule.behind(batch);
        return arrived.isEmpty() ? IDLE : Duration.ZERO;
    }

    /** Writes what has arrived; another replica finds the firings whose outcomes the store does not take now. */
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
