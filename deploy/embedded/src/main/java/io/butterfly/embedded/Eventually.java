package io.butterfly.embedded;

import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what is going to be true, by asking every 20 ms. Tests use it instead of sleeping.
 *
 * <p>A limit below half a minute counts as half a minute. A test that passes takes no longer by that, and one second is
 * nothing on a busy machine: tests hold what happens and in which order, benchmarks hold how fast.
 */
public final class Eventually {
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration LEAST = Duration.ofSeconds(30);

    /** A check that throws while it does not hold. */
    @FunctionalInterface
    public interface Assertion {
        void check() throws Exception;
    }

    private Eventually() {}

    /** Returns as soon as the assertion holds; when the time is up its last failure is thrown. */
    public static void within(Duration limit, Assertion assertion) {
        Deadline deadline = SteadyClock.system().deadline(patience(limit));
        while (true) {
            try {
                assertion.check();
                return;
            } catch (Exception | AssertionError e) {
                if (deadline.hasPassed()) {
                    throw e instanceof AssertionError failure
                            ? failure
                            : new AssertionError("not within " + patience(limit) + ": " + e, e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static Duration patience(Duration limit) {
        return limit.compareTo(LEAST) < 0 ? LEAST : limit;
    }

    /** Returns as soon as the condition is true; an exception counts as false. */
    public static void until(Duration limit, Callable<Boolean> condition) {
        within(limit, () -> {
            if (!condition.call()) {
                throw new AssertionError("the condition did not become true within " + patience(limit));
            }
        });
    }
}
