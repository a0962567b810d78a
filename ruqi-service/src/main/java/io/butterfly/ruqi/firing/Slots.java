package io.butterfly.ruqi.firing;

import io.butterfly.kernel.Signal;
import java.util.concurrent.atomic.AtomicInteger;

/** How many firings of a kind this replica carries out at once. */
public final class Slots {
    private final AtomicInteger free;
    private final Signal wakeup;
    private volatile boolean isAwaited;

    /** @param wakeup raised when a slot comes free after the loop found none */
    public Slots(int count, Signal wakeup) {
        this.free = new AtomicInteger(count);
        this.wakeup = wakeup;
    }

    /**
     * Only the firing loop's turn takes slots, for new, resumed and adopted firings: what was free stays free until
     * then.
     */
    int free() {
        int now = free.get();
        isAwaited = now <= 0; // below zero after forgotten firings were found, which ask for no room
        return isAwaited ? free.get() : now; // one may have come free before the flag was set
    }

    void take(int count) {
        free.addAndGet(-count);
    }

    public void release(int count) {
        free.addAndGet(count);
        if (isAwaited) {
            isAwaited = false;
            wakeup.raise();
        }
    }
}
