package io.butterfly.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Does many callers' work in few goes: what is asked while others are under way goes together in the next one. A caller
 * that is alone waits for nobody, and does its work on its own thread.
 */
public final class Together<I, O> implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Function<List<I>, List<O>> work;
    private final Most<I> most;
    private final Semaphore slots;
    private final Queue<Asked<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final VirtualThreads threads = new VirtualThreads("together", CLOSE_PATIENCE);

    /**
     * @param work one output for each input, in order; what it throws reaches everybody of that go
     * @param atOnce how many goes may be under way at once
     * @param most no caller joins a go that has so many inputs already, or inputs of so much weight
     */
    public Together(Function<List<I>, List<O>> work, int atOnce, Most<I> most) {
        this.work = work;
        this.slots = new Semaphore(atOnce);
        this.most = most;
    }

    /** @param weight of one input */
    public record Most<I>(int inputs, long weights, ToLongFunction<I> weight) {}

    private record Asked<I, O>(List<I> inputs, CompletableFuture<List<O>> outputs) {}

    public List<O> ask(List<I> inputs) {
        Asked<I, O> asked = new Asked<>(inputs, new CompletableFuture<>());
        waiting.add(asked);
        serve();
        try {
            return asked.outputs().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void serve() {
        if (!slots.tryAcquire()) {
            return; // whoever has the last slot looks again when it is done
        }
        try {
            go(next());
        } finally {
            slots.release();
        }
        if (!waiting.isEmpty()) {
            threads.start(this::serve);
        }
    }

    private List<Asked<I, O>> next() {
        List<Asked<I, O>> next = new ArrayList<>();
        int size = 0;
        long weight = 0;
        for (Asked<I, O> asked = waiting.poll();
                asked != null;
                asked = size < most.inputs() && weight < most.weights() ? waiting.poll() : null) {
            next.add(asked);
            size += asked.inputs().size();
            weight += asked.inputs().stream().mapToLong(most.weight()).sum();
        }
        return next;
    }

    private void go(List<Asked<I, O>> together) {
        try {
            List<O> outputs = together.isEmpty()
                    ? List.of()
                    : work.apply(together.stream()
                            .flatMap(asked -> asked.inputs().stream())
                            .toList());
            int at = 0;
            for (Asked<I, O> asked : together) {
                asked.outputs().complete(outputs.subList(at, at + asked.inputs().size()));
                at += asked.inputs().size();
            }
        } catch (RuntimeException | Error e) {
            together.forEach(asked -> asked.outputs().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
