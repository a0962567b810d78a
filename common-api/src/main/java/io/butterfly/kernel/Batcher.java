package io.butterfly.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Does the work of many callers in few batches: what callers submit while batches are under way waits and becomes the
 * next batch. A caller that is alone does not wait, and does its work on its own thread. When it is closed, batches
 * that are under way end, and whoever still waits gets an error.
 */
public final class Batcher<I, O> implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Function<List<I>, List<O>> work;
    private final Limits<I> limits;
    private final Semaphore slots;
    private final Queue<Submitted<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final VirtualThreads threads = new VirtualThreads("batcher", CLOSE_PATIENCE);
    private volatile boolean isClosed;

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

    private record Submitted<I, O>(List<I> inputs, long weight, CompletableFuture<List<O>> outputs) {}

    /**
     * Returns the outputs of these inputs, in order; throws what the work threw.
     *
     * @throws IllegalStateException when the batcher was closed before the work began
     */
    public List<O> submit(List<I> inputs) {
        long weight = inputs.stream().mapToLong(limits.weight()).sum();
        Submitted<I, O> submitted = new Submitted<>(inputs, weight, new CompletableFuture<>());
        waiting.add(submitted);
        serve();
        try {
            return submitted.outputs().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Its caller has queued up before it asks whether the batcher is closed, so close misses none. */
    private void serve() {
        if (isClosed) {
            refuseWaiting();
            return;
        }
        if (!slots.tryAcquire()) {
            return; // the thread that frees the last slot looks at the queue again
        }
        try {
            run(nextBatch());
        } finally {
            slots.release();
        }
        if (!waiting.isEmpty()) {
            serveOnAnotherThread();
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
            weight += submitted.weight();
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

    private void serveOnAnotherThread() {
        try {
            threads.start(this::serve);
        } catch (RejectedExecutionException closed) { // its own batch is done; that is no failure of this caller
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        for (Submitted<I, O> submitted = waiting.poll(); submitted != null; submitted = waiting.poll()) {
            submitted.outputs().completeExceptionally(new IllegalStateException("closed before the work began"));
        }
    }

    @Override
    public void close() {
        isClosed = true;
        refuseWaiting();
        threads.close();
    }
}
