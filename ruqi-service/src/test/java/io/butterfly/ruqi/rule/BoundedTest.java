package io.butterfly.ruqi.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Trigger EVERY_TEN = Rules.parse("interval", "10s", NOON, ZoneOffset.UTC);
    private static final Trigger EVERY_MINUTE = Rules.parse("cron", "0 * * * * *", NOON, ZoneOffset.UTC);

    @Test
    void nothing_is_due_before_the_window() {
        assertThat(from(EVERY_TEN, NOON.plusSeconds(7)).first(NOON)).contains(NOON.plusSeconds(7));
        assertThat(from(EVERY_MINUTE, NOON.plusSeconds(7)).first(NOON)).contains(NOON.plusSeconds(60));
        assertThat(from(Rules.parse("date", "2026-11-20 12:00:05", NOON, ZoneOffset.UTC), NOON.plusSeconds(7))
                        .first(NOON))
                .isEmpty();
    }

    @Test
    void an_interval_is_counted_from_the_windows_begin_though_that_is_past() {
        assertThat(from(EVERY_TEN, NOON.minusSeconds(12)).first(NOON)).contains(NOON.plusSeconds(8));
        assertThat(from(EVERY_TEN, NOON.minusSeconds(20)).first(NOON)).contains(NOON);
    }

    @Test
    void nothing_is_due_after_the_window() {
        Trigger until = new Bounded(EVERY_TEN, Optional.empty(), Optional.of(NOON.plusSeconds(20)));

        assertThat(until.after(NOON.plusSeconds(10))).contains(NOON.plusSeconds(20));
        assertThat(until.after(NOON.plusSeconds(20))).isEmpty();
        assertThat(until.first(NOON.plusSeconds(11))).isEmpty();
    }

    private static Trigger from(Trigger trigger, Instant start) {
        return new Bounded(trigger, Optional.of(start), Optional.empty());
    }
}
