package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatcherTest {
    private static final Batcher.Limits<String> THREE_OR_TEN = new Batcher.Limits<>(3, 10, String::length);

    private final Queue<List<String>> batches = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Batcher<String, String> batcher = new Batcher<>(this::work, 1, THREE_OR_TEN);

    private List<String> work(List<String> inputs) {
        batches.add(inputs);
        if (inputs.contains("slow")) {
            begun.countDown();
            await(gate);
        }
        if (inputs.contains("bad")) {
            throw new IllegalArgumentException("bad input");
        }
        return inputs.stream().map(String::toUpperCase).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        gate.countDown();
        batcher.close();
        callers.close();
    }

    @Test
    void a_caller_that_is_alone_does_its_work_itself() {
        assertThat(batcher.submit(List.of("a", "b", "c", "d"))).containsExactly("A", "B", "C", "D");
        assertThat(batches).containsExactly(List.of("a", "b", "c", "d"));
    }

    @Test
    void what_waits_goes_together_up_to_the_limits_and_each_caller_gets_its_own() throws Exception {
        CompletableFuture<List<String>> slow = slowCaller();
        List<CompletableFuture<List<String>>> others =
                List.of(caller("a", "b"), caller("c"), caller("d"), caller("0123456789"), caller("e"));

        gate.countDown();

        assertThat(slow.get()).containsExactly("SLOW");
        assertThat(others.get(0).get()).containsExactly("A", "B");
        assertThat(others.get(1).get()).containsExactly("C");
        assertThat(others.get(2).get()).containsExactly("D");
        assertThat(others.get(3).get()).containsExactly("0123456789");
        assertThat(others.get(4).get()).containsExactly("E");
        assertThat(batches)
                .containsExactly(List.of("slow"), List.of("a", "b", "c"), List.of("d", "0123456789"), List.of("e"));
    }

    @Test
    void what_the_work_throws_reaches_the_callers_of_that_batch_only() throws Exception {
        CompletableFuture<List<String>> slow = slowCaller();
        List<CompletableFuture<List<String>>> failing = List.of(caller("bad", "a"), caller("b"));
        CompletableFuture<List<String>> next = caller("c");

        gate.countDown();

        assertThat(slow.get()).containsExactly("SLOW");
        failing.forEach(call -> assertThatThrownBy(call::get).hasRootCauseMessage("bad input"));
        assertThat(next.get()).containsExactly("C");
    }

    @Test
    void an_input_that_cannot_be_weighed_fails_its_own_caller_only() throws Exception {
        CompletableFuture<List<String>> slow = slowCaller();
        List<String> withoutWeight = new ArrayList<>();
        withoutWeight.add(null);
        assertThatThrownBy(() -> batcher.submit(withoutWeight)).isInstanceOf(NullPointerException.class);
        CompletableFuture<List<String>> next = caller("a");

        gate.countDown();

        assertThat(slow.get()).containsExactly("SLOW");
        assertThat(next.get()).containsExactly("A");
    }

    @Test
    void closing_fails_those_who_wait_and_not_the_batch_that_is_under_way() throws Exception {
        CompletableFuture<List<String>> slow = slowCaller();
        List<CompletableFuture<List<String>>> waiting = List.of(caller("a"), caller("b"));

        batcher.close();

        waiting.forEach(call -> assertClosed(call));
        gate.countDown();
        assertThat(slow.get()).containsExactly("SLOW");
        assertThat(batches).containsExactly(List.of("slow"));
    }

    @Test
    void a_closed_batcher_refuses() {
        batcher.close();

        assertThatThrownBy(() -> batcher.submit(List.of("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed before the work began");
        assertThat(batches).isEmpty();
    }

    @Test
    void every_caller_gets_an_answer_however_it_meets_the_close() {
        for (int round = 0; round < 200; round++) {
            Batcher<String, String> closing = new Batcher<>(List::copyOf, 2, THREE_OR_TEN);
            List<CompletableFuture<List<String>>> calls = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> closing.submit(List.of("x" + i)), callers))
                    .toList();
            closing.close();

            for (int i = 0; i < calls.size(); i++) {
                List<String> input = List.of("x" + i);
                assertThat(calls.get(i).exceptionally(e -> closed(e, input)).join())
                        .isEqualTo(input);
            }
        }
    }

    private static List<String> closed(Throwable e, List<String> input) {
        assertThat(e).hasRootCauseInstanceOf(IllegalStateException.class);
        return input;
    }

    /** Is under way until the gate opens. */
    private CompletableFuture<List<String>> slowCaller() {
        CompletableFuture<List<String>> call = caller("slow");
        await(begun);
        return call;
    }

    /** Has queued up, or has its answer, when this returns. */
    private CompletableFuture<List<String>> caller(String... inputs) {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<List<String>> call = CompletableFuture.supplyAsync(
                () -> {
                    caller.complete(Thread.currentThread());
                    return batcher.submit(List.of(inputs));
                },
                callers);
        while (caller.join().getState() != Thread.State.WAITING
                && caller.join().getState() != Thread.State.TIMED_WAITING
                && !call.isDone()) {
            Thread.onSpinWait();
        }
        return call;
    }

    private static void assertClosed(CompletableFuture<List<String>> call) {
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("closed before the work began");
    }
}
