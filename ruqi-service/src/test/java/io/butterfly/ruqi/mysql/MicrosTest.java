package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Instants in a column that is a double. */
class MicrosTest {
    @Test
    void are_exact_until_2242() {
        for (int micros = 0; micros < 1_000; micros++) {
            Instant instant = Instant.parse("2241-12-31T23:59:59Z").plusNanos(micros * 1_000L);

            assertThat(Micros.ofSeconds(Micros.seconds(instant))).isEqualTo(instant);
        }
    }

    @Test
    void are_never_later_than_they_were_given_and_a_few_microseconds_earlier_at_most() {
        for (int micros = 0; micros < 1_000; micros++) {
            Instant instant = Instant.parse("2300-05-05T05:05:05Z").plusNanos(micros * 1_000L);

            assertThat(Micros.ofSeconds(Micros.seconds(instant))).isBetween(instant.minusNanos(4_000), instant);
        }
    }
}
