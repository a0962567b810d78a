package io.butterfly.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_short_limit_does_not_make_a_test_that_only_passes_on_a_quiet_machine() {
        Eventually.until(Duration.ofNanos(1), () -> asked.incrementAndGet() == 10);

        assertThat(asked).hasValue(10);
    }

    @Test
    void an_exception_counts_as_not_yet() {
        Eventually.until(Duration.ofNanos(1), () -> 10 / asked.getAndIncrement() > 0);

        assertThat(asked).hasValue(2);
    }
}
