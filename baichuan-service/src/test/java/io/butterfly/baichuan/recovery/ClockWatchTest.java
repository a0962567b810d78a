package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.recovery.ClockWatch.Look;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {
    private static Look look(long millis, long askedMillis, long answeredMillis) {
        return new Look(millis, askedMillis * 1_000_000, answeredMillis * 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1_000_500, 500, 510, 0", // half a second later
        "1_001_400, 500, 510, 0", // a second is no step
        "4_600_500, 500, 510, 3599990", // an hour ahead
        "-2_599_500, 500, 510, -3599990", // an hour back
        "1_000_500, 500, 20_000, 0", // the answer came late, it may have been read at any time
        "1_019_500, 500, 20_000, 0",
        "1_030_000, 500, 20_000, 10000", // but not later than it came
        "1_030_000, 30_000, 30_010, 0", // this process was halted in between
    })
    void it_has_stepped_when_no_delay_explains_it(String millis, String asked, String answered, long step) {
        Look before = look(1_000_000, 0, 10);
        Look after = look(number(millis), number(asked), number(answered));

        assertThat(after.stepSince(before)).isEqualTo(Duration.ofMillis(step));
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }

    @Test
    void the_latest_step_is_shown_for_a_while() {
        ClockWatch watch = new ClockWatch();
        watch.looked(look(1_000_000, 0, 10));
        assertThat(watch.steppedWithin(Duration.ofHours(1), 0)).isEmpty();

        watch.looked(look(1_000, 500, 510));
        watch.looked(look(1_500, 1_000, 1_010));

        assertThat(watch.steppedWithin(Duration.ofHours(1), 2_000_000_000L).orElseThrow())
                .isNegative();
        assertThat(watch.steppedWithin(Duration.ofSeconds(1), 2_000_000_000L)).isEmpty();
    }
}
