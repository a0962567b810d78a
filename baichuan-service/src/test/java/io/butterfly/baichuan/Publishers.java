package io.butterfly.baichuan;

import io.butterfly.queue.Options;
import io.butterfly.queue.Queue;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Publishes from many threads until it is closed, and remembers what was acknowledged. */
final class Publishers implements AutoCloseable {
    private static final int THREADS = 8;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private volatile boolean closed;

    Publishers(String baiChuan, String handler) {
        Queue queue = Queue.at(baiChuan, handler);
        for (int i = 0; i < THREADS; i++) {
            threads.submit(() -> publish(queue));
        }
    }

    private Void publish(Queue queue) throws InterruptedException {
        while (!closed) {
            try {
                acknowledged.add(queue.enqueue(
                                Map.of(),
                                Options.DEFAULTS.taskId(UUID.randomUUID().toString()))
                        .id());
            } catch (IOException e) {
                continue; // not acknowledged: it may be there or not
            }
        }
        return null;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /** From here on nothing more is acknowledged. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        threads.shutdown();
        if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the publishers do not end");
        }
    }
}
