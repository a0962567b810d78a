package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PollLoopTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    @Test
    void ticks_again_when_it_is_woken() throws InterruptedException {
        Semaphore ticks = new Semaphore(0);
        try (PollLoop loop = PollLoop.start("t", () -> {
            ticks.release();
            return FOR_EVER;
        })) {
            ticks.acquire();

            loop.wake();

            assertThat(ticks.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void is_overdue_while_a_turn_does_not_end_and_never_while_it_waits() throws InterruptedException {
        Semaphore turns = new Semaphore(0);
        CountDownLatch begun = new CountDownLatch(1);
        try (PollLoop loop = PollLoop.start("overdue", () -> {
            begun.countDown();
            turns.acquire();
            return FOR_EVER;
        })) {
            begun.await();
            assertThat(loop.overdue()).isPositive();
            assertThat(PollLoop.running()).contains(loop);

            turns.release();

            long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!loop.overdue().isZero() && System.nanoTime() < limit) {
                Thread.onSpinWait();
            }
            assertThat(loop.overdue()).isZero();
        }
    }

    @Test
    void is_overdue_since_the_first_of_the_turns_that_fail() throws InterruptedException {
        Semaphore failures = new Semaphore(0);
        try (PollLoop loop = PollLoop.start(
                "failing",
                () -> {
                    failures.release();
                    throw new IllegalStateException("on purpose");
                },
                QUICK)) {
            failures.acquire(2);
            Duration before = loop.overdue();

            failures.acquire(2);

            assertThat(loop.overdue()).isGreaterThan(before);
        }
        assertThat(PollLoop.running()).noneMatch(loop -> loop.name().equals("failing"));
    }

    @Test
    void skips_the_wait_when_it_was_woken_during_a_turn() throws InterruptedException {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        try (PollLoop loop = PollLoop.start("t", () -> {
            second.countDown();
            inTurn.countDown();
            goOn.await();
            return FOR_EVER;
        })) {
            inTurn.await();

            loop.wake();
            goOn.countDown();

            assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void goes_on_after_whatever_a_turn_throws() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch fourth = new CountDownLatch(4);
        try (PollLoop loop = PollLoop.start(
                "t",
                () -> {
                    fourth.countDown();
                    switch (turns.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("expected by the test");
                        case 2 -> throw new StackOverflowError("expected by the test");
                        case 3 -> throw new InterruptedException("expected by the test");
                        default -> {
                            return FOR_EVER;
                        }
                    }
                },
                QUICK)) {
            assertThat(fourth.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shows_its_age_as_long_as_it_fails() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(5);
        try (PollLoop loop = PollLoop.start(
                "t",
                () -> {
                    failed.countDown();
                    throw new IllegalStateException("expected by the test");
                },
                QUICK)) {
            Duration before = loop.age();
            failed.await();

            assertThat(loop.age()).isGreaterThan(before);
        }
    }

    @Test
    void shows_the_age_of_a_turn_until_it_ends() throws InterruptedException {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Tick tick = () -> {
            inTurn.countDown();
            goOn.await();
            throw new IllegalStateException("expected by the test");
        };
        try (PollLoop loop = PollLoop.start("t", tick, new Backoff(FOR_EVER, FOR_EVER))) {
            inTurn.await();
            Duration age = loop.turnAge();

            assertThat(loop.turnAge()).isGreaterThan(age).isPositive();

            goOn.countDown();
            while (!loop.turnAge().isZero()) {
                Thread.onSpinWait(); // the class has a limit
            }
        }
    }

    @Test
    void is_over_when_close_returns_even_in_the_middle_of_a_wait() {
        AtomicInteger turns = new AtomicInteger();
        PollLoop loop = PollLoop.start("t", () -> {
            turns.incrementAndGet();
            return Duration.ZERO;
        });

        loop.close();
        int atClose = turns.get();
        loop.wake();

        assertThat(turns).hasValue(atClose);
    }
}
