package io.butterfly.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads of the operating system for code that is not ours: it may compute for ever or wait within a lock, which on a
 * virtual thread would keep others from running. The process does not wait for them at its end.
 */
public final class ForeignThreads implements AutoCloseable {
    private final ExecutorService executor;

    public ForeignThreads(String name) {
        executor = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon(true).name(name + "-", 1).factory());
    }

    public <T> Future<T> start(Callable<T> work) {
        return executor.submit(work);
    }

    /** Interrupts what runs, and waits for nothing. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
