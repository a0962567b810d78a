package io.butterfly.ruqi.dispatch;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that wait for their next try. One thread tries all of them, about once a second, however many wait. */
final class ResendQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ResendQueue.class);
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
            List<OutgoingMessage> left = tryOnce(due);
            later(left);
            failures = left.size() < due.size() ? 0 : failures;
        }
    }

    /** This thread is the only one that tries: whatever happens to one try, it goes on. */
    private List<OutgoingMessage> tryOnce(List<OutgoingMessage> due) {
        try {
            return attempt.apply(due);
        } catch (Throwable e) { // an error, too: without this thread no message would be sent again
            LOG.warn("{} message(s) are sent later, because a try failed", due.size(), e);
            return due;
        }
    }
}
