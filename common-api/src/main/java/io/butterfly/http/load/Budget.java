package io.butterfly.http.load;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bytes that may be taken at a time, counted in units of 1 KB. A request for more than there are at all gets all of
 * them.
 */
final class Budget {
    private static final long UNIT = 1024;

    private final int most;
    private final Semaphore free;

    Budget(long bytes) {
        this.most = (int) Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(most, true);
    }

    /** Returns how many units were taken, 0 for none. */
    int take(long bytes) {
        int units = units(bytes);
        return free.tryAcquire(units) ? units : 0;
    }

    /** As {@link #take}, in the order of asking. */
    int await(long bytes, Duration patience) throws InterruptedException {
        int units = units(bytes);
        return free.tryAcquire(units, patience.toNanos(), TimeUnit.NANOSECONDS) ? units : 0;
    }

    int units(long bytes) {
        return (int) Math.clamp((bytes + UNIT - 1) / UNIT, 0, most);
    }

    void giveBack(int units) {
        free.release(units);
    }

    long freeBytes() {
        return free.availablePermits() * UNIT;
    }
}
