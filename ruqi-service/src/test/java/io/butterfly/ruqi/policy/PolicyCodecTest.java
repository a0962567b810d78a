package io.butterfly.ruqi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCodecTest {
    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("misfire", "skip"),
            Map.entry("misfire_grace", "2.5"),
            Map.entry("overlap", "queue"),
            Map.entry("time_zone", "Asia/Shanghai"),
            Map.entry("jitter", "10"),
            Map.entry("retry_max", "3"),
            Map.entry("timeout", "60"),
            Map.entry("dispatch_timeout", "90"),
            Map.entry("delivery", "at_most_once"),
            Map.entry("start_at", "2026-11-20 00:00:00"),
            Map.entry("end_at", "2026-12-20 19:05:30"),
            Map.entry("expect_stat", "OK"),
            Map.entry("pause_after_failures", "5"),
            Map.entry("calendar", "假日"));

    @Test
    void every_policy_is_read_and_written_in_the_words_of_job_add() {
        Policies policies = PolicyCodec.read(ALL);

        assertThat(ALL.keySet()).isEqualTo(PolicyCodec.NAMES);
        assertThat(policies.lateness().grace()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(policies.schedule().timeZone()).contains(ZoneId.of("Asia/Shanghai"));
        assertThat(policies.schedule().endAt()).contains(LocalDateTime.of(2026, 12, 20, 19, 5, 30));
        assertThat(PolicyCodec.write(policies)).isEqualTo(ALL);
        assertThat(PolicyCodec.write(Policies.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "misfire, never, once",
        "misfire_grace, -1, seconds",
        "overlap, x, queue",
        "time_zone, Mars/Base, zone",
        "jitter, 1e9, 86400",
        "dispatch_timeout, 0, from 1",
        "retry_max, 101, 100",
        "retry_max, 1.5, whole",
        "timeout, 0, from 1",
        "delivery, twice, at_most_once",
        "start_at, 2026-02-30, 2026-11-20",
        "end_at, soon, 2026-11-20",
        "pause_after_failures, -3, 1000",
        "calendar, 12345678901234567890123456789012345678901234567890123456789012345, 64"
    })
    void what_is_wrong_is_refused_with_the_name_and_the_limit(String name, String word, String limit) {
        assertThatThrownBy(() -> PolicyCodec.read(Map.of(name, word)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(name)
                .hasMessageContaining(limit);
    }

    @Test
    void a_window_must_not_end_before_it_begins() {
        assertThatThrownBy(() -> PolicyCodec.read(Map.of("start_at", "2026-11-21", "end_at", "2026-11-20")))
                .hasMessageContaining("end_at");
    }

    @Test
    void jitter_is_the_same_for_everybody_and_spreads_the_instants() {
        Policies policies = PolicyCodec.read(Map.of("jitter", "10"));
        Instant due = Instant.parse("2026-11-20T12:00:00Z");
        long[] seconds = new long[11];
        for (int i = 0; i < 1_000; i++) {
            Duration jitter = policies.schedule().jitterOf("JOB" + i, due);
            assertThat(policies.schedule().jitterOf("JOB" + i, due)).isEqualTo(jitter);
            seconds[(int) jitter.toSeconds()]++;
        }

        assertThat(seconds[10]).isLessThanOrEqualTo(1);
        for (int i = 0; i < 10; i++) {
            assertThat(seconds[i]).isBetween(50L, 200L);
        }
        assertThat(Policies.DEFAULT.schedule().jitterOf("JOB", due)).isZero();
    }
}
