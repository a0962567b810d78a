package io.butterfly.baichuan.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimWaitersTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final ClaimWaiters waiting = new ClaimWaiters();

    @Test
    void who_came_first_is_woken_and_no_more_than_there_are_messages() throws InterruptedException {
        try (var first = waiting.enter(List.of("/a"));
                var second = waiting.enter(List.of("/a"))) {
            waiting.wake("/a", 1);

            assertThat(first.await(AT_ONCE)).isTrue();
            assertThat(second.await(AT_ONCE)).isFalse();
        }
    }

    @Test
    void a_second_message_wakes_the_second() throws InterruptedException {
        try (var first = waiting.enter(List.of("/a"));
                var second = waiting.enter(List.of("/a"))) {
            waiting.wake("/a", 1);
            waiting.wake("/a", 1);

            assertThat(first.await(AT_ONCE)).isTrue();
            assertThat(second.await(AT_ONCE)).isTrue();
        }
    }

    @Test
    void one_place_waits_for_several_handlers() throws InterruptedException {
        try (var place = waiting.enter(List.of("/a", "/b"))) {
            waiting.wake("/c", 1);
            assertThat(place.await(AT_ONCE)).isFalse();

            waiting.wake("/b", 1);
            assertThat(place.await(AT_ONCE)).isTrue();
        }
    }

    @Test
    void who_left_is_not_woken_in_the_place_of_another() throws InterruptedException {
        try (var stays = waiting.enter(List.of("/a"))) {
            waiting.enter(List.of("/a")).close();
            try (var leaves = waiting.enter(List.of("/a"))) {
                assertThat(waiting.handlers()).containsExactly("/a");
            }
            waiting.wake("/a", 1);

            assertThat(stays.await(AT_ONCE)).isTrue();
        }
        assertThat(waiting.handlers()).isEmpty();
    }
}
