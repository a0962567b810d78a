package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopTurnTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void waits_until_the_next_job_is_due() {
        assertThat(new LoopTurn(NOON, Optional.of(NOON.plusMillis(5_830))).waits())
                .isEqualTo(Duration.ofMillis(5_830));
    }

    @Test
    void waits_not_at_all_for_what_is_overdue() {
        assertThat(new LoopTurn(NOON, Optional.of(NOON.minusSeconds(3))).waits())
                .isZero();
    }

    @Test
    void waits_as_long_as_the_python_service_when_there_is_nothing_to_wait_for() {
        assertThat(new LoopTurn(NOON, Optional.empty()).waits()).isEqualTo(Duration.ofSeconds(300));
    }
}
