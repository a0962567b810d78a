package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @Test
    void is_the_same_for_the_same_seed() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

        assertThat(backoff.delay(3, "F1")).isEqualTo(backoff.delay(3, "F1")).isNotEqualTo(backoff.delay(3, "F2"));
        assertThat(backoff.delay(3, "F1")).isBetween(Duration.ofMillis(3_200), Duration.ofMillis(4_800));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "3,400", "6,3200", "7,5000", "40,5000", "2000000000,5000"})
    void doubles_up_to_its_limit_and_spreads(int failures, long millis) {
        Duration delay = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)).delay(failures);

        assertThat(delay).isBetween(Duration.ofMillis(millis * 8 / 10), Duration.ofMillis(millis * 12 / 10));
    }
}
