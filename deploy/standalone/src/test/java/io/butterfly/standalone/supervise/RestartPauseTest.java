package io.butterfly.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RestartPause pause = new RestartPause();

    @Test
    void a_single_death_is_followed_by_a_start_at_once() {
        assertThat(pause.after(LONG)).isZero();
        assertThat(pause.after(SHORT)).isZero();
    }

    @Test
    void short_lives_in_a_row_are_followed_by_growing_pauses_up_to_a_limit() {
        pause.after(SHORT);

        assertThat(pause.after(SHORT)).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
        assertThat(pause.after(SHORT)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        for (int i = 0; i < 20; i++) {
            assertThat(pause.after(SHORT)).isLessThan(Duration.ofSeconds(19));
        }
    }

    @Test
    void a_long_life_forgives_the_short_ones() {
        pause.after(SHORT);
        pause.after(SHORT);

        assertThat(pause.after(LONG)).isZero();
        assertThat(pause.after(SHORT)).isZero();
    }
}
