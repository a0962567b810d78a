package io.butterfly.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits to be sent, in order, in batches of bounded size. A batch that was taken ends by {@link #sent} or comes
 * back by {@link #putBack}. Safe for many threads.
 */
public final class Outbox<T> {
    private final Batcher.Limits<T> limits;
    private final ConcurrentLinkedDeque<T> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicLong weight = new AtomicLong();

    /** @param limits of one batch; it ends with the element that reaches the weight */
    public Outbox(Batcher.Limits<T> limits) {
        this.limits = limits;
    }

    public void add(T element) {
        weight.addAndGet(weight(element));
        waiting.add(element);
    }

    private long weight(T element) {
        return limits.weight().applyAsLong(element);
    }

    /** The oldest; empty when none waits. */
    public List<T> take() {
        List<T> batch = new ArrayList<>();
        long size = 0;
        while (batch.size() < limits.inputs() && size < limits.weights()) {
            T next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            size += weight(next);
        }
        return batch;
    }

    /** They were not sent, and are the oldest again. */
    public void putBack(List<T> batch) {
        batch.reversed().forEach(waiting::addFirst);
    }

    public void sent(List<T> batch) {
        weight.addAndGet(-batch.stream().mapToLong(this::weight).sum());
    }

    /** Whether none waits; some may be on their way. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Of all that was added and has not been sent. */
    public long weight() {
        return weight.get();
    }
}
