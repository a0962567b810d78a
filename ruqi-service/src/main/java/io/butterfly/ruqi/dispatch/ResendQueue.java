package io.butterfly.ruqi.dispatch;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Messages that wait for their next try. One thread tries all of them, about once a second, however many wait. */
final class ResendQueue {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final VirtualThreads threads;
    private final UnaryOperator<List<OutgoingMessage>> attempt;
    /** Guarded by its own lock, as is {@link #isTrying}. */
    private final List<OutgoingMessage> unsent = new ArrayList<>();

    private boolean isTrying;

    /** @param attempt tries for all of them, and returns what has to be tried again */
    ResendQueue(VirtualThreads threads, UnaryOperator<List<OutgoingMessage>> attempt) {
        this.threads = threads;
        this.attempt = attempt;
    }

    void later(List<OutgoingMessage> sendings) {
        synchronized (unsent) {
            unsent.addAll(sendings);
            if (!isTrying && !unsent.isEmpty()) {
                isTrying = true;
                threads.start(this::tryAgain);
            }
        }
    }

    private void tryAgain() {
        for (int failures = 1; ; failures++) {
            LockSupport.parkNanos(BACKOFF.delay(failures).toNanos());
            List<OutgoingMessage> due;
            synchronized (unsent) {
                if (unsent.isEmpty()) {
                    isTrying = false;
                    return;
                }
                due = List.copyOf(unsent);
                unsent.clear();
            }
            List<OutgoingMessage> left = attempt.apply(due);
            later(left);
            failures = left.size() < due.size() ? 0 : failures;
        }
    }
}
