package io.butterfly.xingqiao.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void a_database_whose_clock_was_set_back_is_noticed_and_shown() {
        Clock host = Clock.systemUTC();
        StoreClock clock = new StoreClock();
        clock.read(host::instant);
        assertThat(clock.steppedWithin(HOUR)).isEmpty();

        clock.read(Clock.offset(host, HOUR.negated())::instant);

        assertThat(clock.steppedWithin(HOUR).orElseThrow().toMinutes()).isBetween(-61L, -59L);
    }
}
