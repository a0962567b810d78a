package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.VirtualThreads;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.message.FiringMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResendQueueTest {
    private static final UnaryOperator<List<OutgoingMessage>> ALL_SENT = due -> List.of();

    private final VirtualThreads threads = new VirtualThreads("resend-test", Duration.ofSeconds(5));
    /** What each try was given. */
    private final BlockingQueue<List<OutgoingMessage>> tries = new LinkedBlockingQueue<>();
    /** What the next tries do; when there is none left, all is sent. */
    private final BlockingQueue<UnaryOperator<List<OutgoingMessage>>> results = new LinkedBlockingQueue<>();

    private final ResendQueue queue = new ResendQueue(threads, this::attempt);

    private List<OutgoingMessage> attempt(List<OutgoingMessage> due) {
        tries.add(due);
        UnaryOperator<List<OutgoingMessage>> result = results.poll();
        return (result == null ? ALL_SENT : result).apply(due);
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void what_is_left_is_tried_again_until_nothing_is() throws InterruptedException {
        OutgoingMessage first = message("1");
        OutgoingMessage second = message("2");
        results.add(due -> List.of(second));
        results.add(due -> due);

        queue.later(List.of(first, second));

        assertThat(nextTry()).containsExactly(first, second);
        assertThat(nextTry()).containsExactly(second);
        assertThat(nextTry()).containsExactly(second);
        assertThat(threads.drain()).isTrue();
        assertThat(tries).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whatever")
    void whatever_a_try_throws_its_messages_are_tried_again(Throwable thrown) throws InterruptedException {
        OutgoingMessage message = message("1");
        results.add(due -> failure(thrown));

        queue.later(List.of(message));

        assertThat(nextTry()).containsExactly(message);
        assertThat(nextTry()).containsExactly(message);
    }

    @Test
    void what_comes_after_an_error_is_tried_as_well() throws InterruptedException {
        OutgoingMessage first = message("1");
        OutgoingMessage second = message("2");
        results.add(due -> {
            queue.later(List.of(second));
            return failure(new StackOverflowError());
        });

        queue.later(List.of(first));

        assertThat(nextTry()).containsExactly(first);
        assertThat(nextTry()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void nothing_to_send_starts_no_try() {
        queue.later(List.of());

        assertThat(threads.drain()).isTrue();
        assertThat(tries).isEmpty();
    }

    private static OutgoingMessage message(String id) {
        return new OutgoingMessage(FiringMessage.of(TestFirings.of(id, "job", 0)), Instant.EPOCH);
    }

    private List<OutgoingMessage> nextTry() throws InterruptedException {
        List<OutgoingMessage> due = tries.poll(30, TimeUnit.SECONDS);
        assertThat(due).as("what the next try is given").isNotNull();
        return due;
    }

    private static Stream<Throwable> whatever() {
        return Stream.of(new IllegalStateException("test"), new StackOverflowError(), new NoClassDefFoundError("test"));
    }

    private static List<OutgoingMessage> failure(Throwable thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        }
    }
}
