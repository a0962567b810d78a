package io.butterfly.kernel;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A family of virtual threads for blocking work; closing it waits for what runs, up to a limit. */
public final class VirtualThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreads.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    private final ExecutorService executor;
    private final Duration patience;

    public VirtualThreads(String name, Duration patience) {
        this.executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 1).factory());
        this.patience = patience;
    }

    /** What escapes the work is logged: few wait for its end. */
    public Future<?> start(Runnable work) {
        return executor.submit(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a thread ended by what its work did not expect", e);
                throw e;
            }
        });
    }

    public ExecutorService executor() {
        return executor;
    }

    /** Takes no more work and waits for what runs; false when some still runs after the family's patience. */
    public boolean drain() {
        executor.shutdown();
        return awaitTermination(patience);
    }

    private boolean awaitTermination(Duration atMost) {
        try {
            return executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Drains, then interrupts what is left and gives it a moment to end. */
    @Override
    public void close() {
        if (!drain()) {
            executor.shutdownNow();
            awaitTermination(AFTER_INTERRUPT);
        }
    }
}
