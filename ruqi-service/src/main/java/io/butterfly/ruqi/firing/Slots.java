package io.butterfly.ruqi.firing;

import java.util.concurrent.atomic.AtomicInteger;

/** How many firings of a kind this replica carries out at once. */
public final class Slots {
    private final AtomicInteger free;
    private volatile boolean isAwaited;
    private volatile Runnable onFree = () -> {};

    public Slots(int count) {
        this.free = new AtomicInteger(count);
    }

    /** Who is told when a slot comes free after somebody found none. */
    void onFree(Runnable listener) {
        onFree = listener;
    }

    /** Only the loops take slots, so what was free stays free until they do. */
    int free() {
        int now = free.get();
        isAwaited = now <= 0; // below zero when firings were found that had been forgotten
        return isAwaited ? free.get() : now; // one may have come free before we said that we wait
    }

    void take(int count) {
        free.addAndGet(-count);
    }

    public void release(int count) {
        free.addAndGet(count);
        if (isAwaited) {
            isAwaited = false;
            onFree.run();
        }
    }
}
