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
 * Does the work of many callers in few batches: what callers submit while batches are under way waits and becomes the
 * next batch. A caller that is alone does not wait, and does its work on its own thread.
 */
public final class Batcher<I, O> implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Function<List<I>, List<O>> work;
    private final Limits<I> limits;
    private final Semaphore slots;
    private final Queue<Submitted<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final VirtualThreads threads = new VirtualThreads("batcher", CLOSE_PATIENCE);

    /**
     * @param work one output for each input, in order; what it throws reaches every caller of that batch
     * @param atOnce how many batches may be under way at the same time
     * @param limits of one batch
     */
    public Batcher(Function<List<I>, List<O>> work, int atOnce, Limits<I> limits) {
        this.work = work;
        this.slots = new Semaphore(atOnce);
        this.limits = limits;
    }

    /**
     * A batch that has so many inputs, or inputs of so much weight, takes no further caller. A caller's own inputs are
     * never divided, so a batch may be larger.
     *
     * @param weight of one input
     */
    public record Limits<I>(int inputs, long weights, ToLongFunction<I> weight) {}

    private record Submitted<I, O>(List<I> inputs, CompletableFuture<List<O>> outputs) {}

    /** Returns the outputs of these inputs, in order; throws what the work threw. */
    public List<O> submit(List<I> inputs) {
        Submitted<I, O> submitted = new Submitted<>(inputs, new CompletableFuture<>());
        waiting.add(submitted);
        serve();
        try {
            return submitted.outputs().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void serve() {
        if (!slots.tryAcquire()) {
            return; // the thread that frees the last slot looks at the queue again
        }
        try {
            run(nextBatch());
        } finally {
            slots.release();
        }
        if (!waiting.isEmpty()) {
            threads.start(this::serve);
        }
    }

    private List<Submitted<I, O>> nextBatch() {
        List<Submitted<I, O>> batch = new ArrayList<>();
        int size = 0;
        long weight = 0;
        for (Submitted<I, O> submitted = waiting.poll();
                submitted != null;
                submitted = size < limits.inputs() && weight < limits.weights() ? waiting.poll() : null) {
            batch.add(submitted);
            size += submitted.inputs().size();
            weight += submitted.inputs().stream().mapToLong(limits.weight()).sum();
        }
        return batch;
    }

    private void run(List<Submitted<I, O>> batch) {
        try {
            List<O> outputs = batch.isEmpty()
                    ? List.of()
                    : work.apply(batch.stream()
                            .flatMap(submitted -> submitted.inputs().stream())
                            .toList());
            int at = 0;
            for (Submitted<I, O> submitted : batch) {
                int end = at + submitted.inputs().size();
                submitted.outputs().complete(outputs.subList(at, end));
                at = end;
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(submitted -> submitted.outputs().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
