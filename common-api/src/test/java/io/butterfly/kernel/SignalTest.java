package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalTest {
    private final Signal signal = new Signal();

    @Test
    void many_raises_before_a_wait_end_one_wait() throws InterruptedException {
        signal.raise();
        signal.raise();

        assertThat(signal.await(Duration.ZERO)).isTrue();
        assertThat(signal.await(Duration.ZERO)).isFalse();
    }

    @Test
    void wakes_the_loop_that_was_started_with_it() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(2);
        Tick tick = () -> {
            turns.countDown();
            return Duration.ofHours(1);
        };

        try (PollLoop _loop = PollLoop.start("t", signal, tick)) {
            signal.raise();

            assertThat(turns.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
