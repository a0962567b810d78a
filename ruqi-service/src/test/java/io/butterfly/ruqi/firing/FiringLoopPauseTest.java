package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in ms, empty when there is none. */
class FiringLoopPauseTest {
    @ParameterizedTest
    @CsvSource({
        "20000, 214000, 1000",
        ", 214000, 1000",
        "20000, , 1000",
        ", , 1000",
        "20000, 300, 300",
        "300, 214000, 300",
        "300, 200, 200",
        "1000, 1000, 1000",
        "-50, , 1",
        ", 0, 1",
    })
    void the_loop_sleeps_until_something_is_due_and_never_longer_than_a_second(
            Long untilJob, Long untilResumed, long pause) {
        assertThat(FiringLoop.pause(millis(untilJob), millis(untilResumed))).isEqualTo(Duration.ofMillis(pause));
    }

    private static Optional<Duration> millis(Long count) {
        return Optional.ofNullable(count).map(Duration::ofMillis);
    }
}
