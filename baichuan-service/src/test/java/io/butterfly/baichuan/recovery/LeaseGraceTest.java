package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseGraceTest {
    private static final Duration GAP = Duration.ofSeconds(3);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final List<String> HANDLERS = List.of("/a", "/b");

    private final AtomicLong nanos = new AtomicLong();
    private final LeaseGrace grace = new LeaseGrace(SteadyClock.of(Instant.EPOCH, nanos::get), GAP, HEARTBEAT);

    private static Survey survey(String handler) {
        return new Survey(
                handler,
                0,
                0,
                new Survey.Overdue(List.of(), List.of(), List.of(), List.of()),
                new Survey.OfPython(List.of(), true, List.of()),
                Survey.Content.NOTHING,
                0);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Looks at all handlers twice a second for so long. */
    private void look(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusMillis(500)) {
            pass(Duration.ofMillis(500));
            grace.looked(HANDLERS, List.of(survey("/a"), survey("/b")));
        }
    }

    @Test
    void after_a_start_every_worker_has_the_time_for_a_heartbeat() {
        grace.begin();
        look(Duration.ofSeconds(9));
        assertThat(grace.isOver("/a")).isFalse();

        look(Duration.ofSeconds(1));

        assertThat(grace.isOver("/a")).isTrue();
    }

    @Test
    void after_an_outage_too() {
        grace.begin();
        look(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(4));
        look(Duration.ofSeconds(5));
        assertThat(grace.isOver("/a")).isFalse();

        look(Duration.ofSeconds(6));

        assertThat(grace.isOver("/a")).isTrue();
    }

    @Test
    void a_second_outage_begins_it_anew() {
        grace.begin();
        look(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(4));
        look(Duration.ofSeconds(8));
        pass(Duration.ofSeconds(4));
        look(Duration.ofSeconds(8));

        assertThat(grace.isOver("/a")).isFalse();
    }

    @Test
    void without_a_loop_a_lease_that_ran_out_is_judged_whenever_one_looks() {
        pass(Duration.ofMinutes(10));
        look(Duration.ofMillis(500));

        assertThat(grace.isOver("/a")).isTrue();
    }

    @Test
    void a_short_outage_is_none() {
        grace.begin();
        look(Duration.ofSeconds(20));
        pass(Duration.ofMillis(2_400));
        look(Duration.ofMillis(500));

        assertThat(grace.isOver("/a")).isTrue();
    }

    @Test
    void a_handler_whose_server_was_away_waits_alone() {
        grace.begin();
        look(Duration.ofSeconds(20));
        grace.looked(HANDLERS, List.of(survey("/a")));
        look(Duration.ofSeconds(5));
        assertThat(grace.isOver("/a")).isTrue();
        assertThat(grace.isOver("/b")).isFalse();

        look(Duration.ofSeconds(5));

        assertThat(grace.isOver("/b")).isTrue();
    }
}
