package io.butterfly.ruqi.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T11:05:30.123456Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Nested
    class an_interval {
        @ParameterizedTest
        @CsvSource({
            "10s,10s",
            "1d,86400s",
            "1 d,86400s",
            "5m,300s",
            "2h,7200s",
            "36500d,3153600000s",
            "00010s,10s",
            "'10s ',10s"
        })
        void is_stored_in_seconds(String rule, String stored) {
            assertThat(parse("interval", rule).rule()).isEqualTo(stored);
        }

        @Test
        void is_first_due_one_period_after_it_was_added_and_keeps_its_phase() {
            Trigger trigger = parse("interval", "10s");

            assertThat(trigger.first(NOW)).contains(NOW.plusSeconds(10));
            assertThat(trigger.after(NOW)).contains(NOW.plusSeconds(10));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "s",
                    "0s",
                    "-5h",
                    "1.5s",
                    "10S",
                    "10x",
                    "10",
                    "1  d",
                    "000s",
                    "10s10s",
                    "36501d",
                    "999999999999d",
                    "1e3s"
                })
        void is_refused_when_it_is_anything_else(String rule) {
            assertThatThrownBy(() -> parse("interval", rule))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("rule: an interval");
        }
    }

    @Nested
    class a_date {
        @ParameterizedTest
        @CsvSource({
            "2026-12-16 18:03:17, 2026-12-16 18:03:17, 2026-12-16T10:03:17Z",
            "2026-12-16T18:03:17, 2026-12-16 18:03:17, 2026-12-16T10:03:17Z",
            "2026-12-16 18:05:17.682862, 2026-12-16 18:05:17.682862, 2026-12-16T10:05:17.682862Z",
            "2026-12-16 18:05:17.5, 2026-12-16 18:05:17.500000, 2026-12-16T10:05:17.500Z",
            "2027-1-2 3:4:5, 2027-01-02 03:04:05, 2027-01-01T19:04:05Z",
            "2030-01-02 03:04, 2030-01-02 03:04:00, 2030-01-01T19:04:00Z",
            "2030-01-02, 2030-01-02 00:00:00, 2030-01-01T16:00:00Z",
        })
        void is_read_in_the_zone_and_stored_in_one_form(String rule, String stored, Instant at) {
            Trigger trigger = parse("date", rule);

            assertThat(trigger.rule()).isEqualTo(stored);
            assertThat(trigger.first(NOW)).contains(at);
            assertThat(trigger.after(at)).isEmpty();
        }

        @Test
        void now_is_stored_as_the_time_it_was_said() {
            Trigger trigger = parse("date", "now");

            assertThat(trigger.rule()).isEqualTo("2026-11-20 19:05:30.123456");
            assertThat(trigger.first(NOW)).contains(NOW);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "NOW",
                    "tomorrow",
                    "2026-12-16 18:03:17 x",
                    "2026-12-16  18:03:17",
                    "26-12-16",
                    "2026-12-16 18",
                    "2026-12-16 18:03:17.1234567",
                    "2026-12-16 18:03.5"
                })
        void is_refused_when_it_has_another_form(String rule) {
            assertThatThrownBy(() -> parse("date", rule))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("rule: a date is");
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-13-01", "2026-02-30", "2026-12-16 24:00:00", "2026-12-16 18:60:00"})
        void is_refused_when_there_is_no_such_date(String rule) {
            assertThatThrownBy(() -> parse("date", rule))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("there is no such date");
        }

        @Test
        void in_a_gap_of_the_clocks_is_the_first_instant_after_it() {
            Trigger trigger = Rules.parse("date", "2026-03-29 02:30:00", NOW, ZoneId.of("Europe/Berlin"));

            assertThat(trigger.first(NOW)).contains(Instant.parse("2026-03-29T01:00:00Z"));
        }
    }

    @Test
    void another_trigger_is_refused() {
        assertThatThrownBy(() -> parse("weekly", "1d"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("job_trigger must be cron, interval or date");
    }

    private static Trigger parse(String trigger, String rule) {
        return Rules.parse(trigger, rule, NOW, ZONE);
    }
}
