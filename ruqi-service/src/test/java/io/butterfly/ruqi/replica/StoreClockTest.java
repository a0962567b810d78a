package io.butterfly.ruqi.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** This machine's clock may be wrong by minutes, so it is never asked; a rule of the house forbids it. */
class StoreClockTest {
    private static final Duration SKEW = Duration.ofMinutes(3);

    @Test
    void the_time_is_the_stores_however_wrong_this_machine_is() {
        Clock host = Clock.systemUTC();
        for (Duration skew : new Duration[] {SKEW, SKEW.negated()}) {
            StoreClock clock = new StoreClock(ZoneOffset.UTC, SteadyClock.system());
            clock.read(() -> host.instant().plus(skew));

            assertThat(Duration.between(host.instant().plus(skew), clock.instant())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void without_an_answer_of_the_store_there_is_no_time() {
        assertThatThrownBy(() -> new StoreClock(ZoneOffset.UTC, SteadyClock.system()).instant())
                .isInstanceOf(Refusal.class);
    }

    @Test
    void a_step_of_the_stores_clock_is_followed_with_the_next_reading() {
        StoreClock clock = new StoreClock(ZoneOffset.UTC, SteadyClock.system());
        clock.read(() -> Instant.EPOCH);
        clock.read(() -> Instant.EPOCH.plus(SKEW));

        assertThat(clock.instant()).isAfterOrEqualTo(Instant.EPOCH.plus(SKEW));
    }

    @Test
    void a_step_of_the_stores_clock_is_noticed_in_both_directions() {
        Clock host = Clock.systemUTC();
        StoreClock clock = new StoreClock(ZoneOffset.UTC, SteadyClock.system());
        assertThat(clock.read(host::instant)).isFalse();
        assertThat(clock.steppedWithin(SKEW)).isEmpty();

        Clock back = Clock.offset(host, Duration.ofHours(-1));
        assertThat(clock.read(back::instant)).isTrue();
        assertThat(clock.steppedWithin(SKEW).orElseThrow().toMinutes()).isBetween(-61L, -59L);
        assertThat(clock.read(back::instant)).isFalse();
        assertThat(clock.read(host::instant)).isTrue();
        assertThat(clock.steppedWithin(SKEW).orElseThrow()).isPositive();
    }
}
