package io.butterfly.kernel;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes one loop. It is made before the loop and before those who raise it, so that neither needs the other:
 * {@link PollLoop#start(String, Signal, Tick)} waits for it, and code that makes work for the loop raises it.
 *
 * <p>A signal that is raised while the loop does not wait, or has not started, ends the loop's next wait. Many raises
 * before that count as one.
 */
public final class Signal {
    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until it is raised, and lowers it; false when it was not raised within this time. */
    public boolean await(Duration atMost) throws InterruptedException {
        boolean isRaised = raised.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (isRaised) {
            raised.drainPermits();
        }
        return isRaised;
    }
}
