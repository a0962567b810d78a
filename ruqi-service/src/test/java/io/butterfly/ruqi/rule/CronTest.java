package io.butterfly.ruqi.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    private static final LocalDateTime GOLDEN_NOW = LocalDateTime.parse("2026-11-20T19:05:30.5");

    /** Recorded from the Python service; "now" is a Friday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      */3 */4 * * * *    | */3 */4 * * * *  | 2026-11-20T19:08:00 2026-11-20T19:08:03 2026-11-20T19:08:06
      0 20 2 * * *       | 0 20 2 * * *     | 2026-11-21T02:20:00 2026-11-22T02:20:00
      00 05 02 * * *     | 0 5 2 * * *      | 2026-11-21T02:05:00
      0 0 0 * * 0        | 0 0 0 * * 0      | 2026-11-23T00:00:00 2026-11-30T00:00:00
      0 0 0 * * 6        | 0 0 0 * * 6      | 2026-11-22T00:00:00 2026-11-29T00:00:00
      0 0 0 * * sun      | 0 0 0 * * sun    | 2026-11-22T00:00:00 2026-11-29T00:00:00
      0 0 0 * * mon-fri/2 | 0 0 0 * * mon-fri | 2026-11-23T00:00:00 2026-11-24T00:00:00 2026-11-25T00:00:00 2026-11-26T00:00:00
      0 0 0 * * */2      | 0 0 0 * * */2    | 2026-11-22T00:00:00 2026-11-23T00:00:00 2026-11-25T00:00:00 2026-11-27T00:00:00
      0 0 0 1 * 0        | 0 0 0 1 * 0      | 2027-02-01T00:00:00 2027-03-01T00:00:00 2027-11-01T00:00:00
      5/10 * * * * *     | 5/10 * * * * *   | 2026-11-20T19:05:35 2026-11-20T19:05:45 2026-11-20T19:05:55 2026-11-20T19:06:05
      */59 * * * * *     | */59 * * * * *   | 2026-11-20T19:05:59 2026-11-20T19:06:00 2026-11-20T19:06:59
      0 0 0 31 * *       | 0 0 0 31 * *     | 2026-12-31T00:00:00 2027-01-31T00:00:00 2027-03-31T00:00:00 2027-05-31T00:00:00
      0 0 0 last * *     | 0 0 0 last * *   | 2026-11-30T00:00:00 2026-12-31T00:00:00 2027-01-31T00:00:00 2027-02-28T00:00:00
      0 0 0 29 2 *       | 0 0 0 29 2 *     | 2028-02-29T00:00:00 2032-02-29T00:00:00
      0 0 0 */10 * *     | 0 0 0 */10 * *   | 2026-11-21T00:00:00 2026-12-01T00:00:00 2026-12-11T00:00:00 2026-12-21T00:00:00
      0 0 0 * */5 *      | 0 0 0 * */5 *    | 2026-11-21T00:00:00 2026-11-22T00:00:00
      0 5-10/5 * * * *   | 0 5-10/5 * * * * | 2026-11-20T19:10:00 2026-11-20T20:05:00 2026-11-20T20:10:00 2026-11-20T21:05:00
      1-3,2 * * * * *    | 1-3,2 * * * * *  | 2026-11-20T19:06:01 2026-11-20T19:06:02 2026-11-20T19:06:03 2026-11-20T19:07:01
      0 0 0 30 2 *       | 0 0 0 30 2 *     |
      0 0 0 1,last * *   | 0 0 0 1,last * * | 2026-11-30T00:00:00 2026-12-01T00:00:00 2026-12-31T00:00:00 2027-01-01T00:00:00
      0 0 0 * JAN,Jun *  | 0 0 0 * jan,jun * | 2027-01-01T00:00:00
      """)
    void is_stored_and_runs_as_in_the_python_service(String rule, String stored, String runs) {
        Trigger cron = cron(rule, "UTC");

        assertThat(cron.rule()).isEqualTo(stored);
        List<String> expected = runs == null ? List.of() : List.of(runs.split(" "));
        assertThat(firings(cron, GOLDEN_NOW.toInstant(ZoneOffset.UTC), Math.max(1, expected.size())))
                .isEqualTo(expected);
    }

    @Test
    void runs_in_the_second_it_is_asked_about() {
        assertThat(cron("* * * * * *", "UTC").first(Instant.parse("2026-11-20T19:05:30Z")))
                .contains(Instant.parse("2026-11-20T19:05:30Z"));
        assertThat(cron("* * * * * *", "UTC").after(Instant.parse("2026-11-20T19:05:30Z")))
                .contains(Instant.parse("2026-11-20T19:05:31Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      60 * * * * *      | second '60'
      */60 * * * * *    | second '*/60'
      */0 * * * * *     | second '*/0'
      0 5-5/1 * * * *   | minute '5-5/1'
      0 0 24 * * *      | hour '24'
      0 0 0 0 * *       | day '0'
      0 0 0 32 * *      | day '32'
      0 0 0 * 13 *      | month '13'
      0 0 0 * * 7       | weekday '7': 7 is not between 0 and 6 (0 is Monday, 6 is Sunday)
      0 0 0 * * fri-mon | weekday 'fri-mon': the range must not fall
      0 10-5 0 * * *    | minute '10-5'
      1,,2 * * * * *    | second ''
      0 0 0 ? * *       | day '?'
      0 0 0 L * *       | day 'L'
      0 0 0 15W * *     | day '15W'
      0 0 0 * xyz *     | month 'xyz'
      0 0 0 * * last    | weekday 'last'
      0  0 0 * * *      | six fields
      * * * * *         | six fields
      * * * * * * *     | six fields
      x                 | six fields
      """)
    void is_refused_with_a_reason_that_points_at_the_field(String rule, String reason) {
        assertThatThrownBy(() -> cron(rule, "UTC"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("rule: ")
                .hasMessageContaining(reason);
    }

    @Nested
    class when_the_clocks_are_put_forward {
        @Test
        void a_fixed_time_that_does_not_exist_is_due_at_the_first_instant_after_the_gap() {
            assertThat(firings("0 30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00", 2))
                    .containsExactly("2026-03-29T03:00:00", "2026-03-30T02:30:00");
            assertThat(firings("0 30 2 * * *", "America/New_York", "2026-03-07T12:00:00", 2))
                    .containsExactly("2026-03-08T03:00:00", "2026-03-09T02:30:00");
            assertThat(firings("0 15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00", 2))
                    .containsExactly("2026-10-04T02:30:00", "2026-10-05T02:15:00");
        }

        @Test
        void many_fixed_times_in_the_gap_are_due_once() {
            assertThat(firings("0 */10 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00", 3))
                    .containsExactly("2026-03-29T03:00:00", "2026-03-29T03:10:00", "2026-03-29T03:20:00");
        }

        @Test
        void a_day_that_does_not_exist_is_due_when_the_next_begins() {
            assertThat(firings("0 0 12 30 12 *", "Pacific/Apia", "2011-12-29T13:00:00", 1))
                    .containsExactly("2011-12-31T00:00:00");
        }

        @Test
        void a_rule_with_an_open_hour_follows_real_time() {
            assertThat(firings("0 */30 * * * *", "Europe/Berlin", "2026-03-29T01:15:00", 3))
                    .containsExactly("2026-03-29T01:30:00", "2026-03-29T03:00:00", "2026-03-29T03:30:00");
        }
    }

    @Nested
    class when_the_clocks_are_put_back {
        @Test
        void a_fixed_time_that_occurs_twice_is_due_once() {
            Trigger cron = cron("0 30 2 * * *", "Europe/Berlin");
            Instant first = Instant.parse("2026-10-25T00:30:00Z");

            assertThat(cron.after(Instant.parse("2026-10-24T12:00:00Z"))).contains(first);
            assertThat(cron.after(first)).contains(Instant.parse("2026-10-26T01:30:00Z"));
            assertThat(cron.after(Instant.parse("2026-10-25T01:10:00Z")))
                    .contains(Instant.parse("2026-10-26T01:30:00Z"));
        }

        @Test
        void a_rule_with_an_open_hour_follows_real_time() {
            Trigger cron = cron("0 0,30 * * * *", "America/New_York");
            Instant at = Instant.parse("2026-11-01T05:00:00Z");

            for (String next : List.of("05:30", "06:00", "06:30", "07:00")) {
                at = cron.after(at).orElseThrow();
                assertThat(at).isEqualTo(Instant.parse("2026-11-01T" + next + ":00Z"));
            }
        }

        @Test
        void half_an_hour_is_enough() {
            assertThat(firings("0 45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00:00", 2))
                    .containsExactly("2026-04-05T01:45:00", "2026-04-06T01:45:00");
        }
    }

    private static Trigger cron(String rule, String zone) {
        return Rules.parse("cron", rule, Instant.EPOCH, ZoneId.of(zone));
    }

    private static List<String> firings(Trigger cron, Instant now, int count) {
        return firings(cron, now, count, ZoneOffset.UTC);
    }

    private static List<String> firings(String rule, String zone, String now, int count) {
        ZoneId id = ZoneId.of(zone);
        return firings(cron(rule, zone), LocalDateTime.parse(now).atZone(id).toInstant(), count, id);
    }

    private static List<String> firings(Trigger cron, Instant now, int count, ZoneId zone) {
        List<String> found = new ArrayList<>();
        Optional<Instant> next = cron.first(now);
        while (next.isPresent() && found.size() < count) {
            found.add(LocalDateTime.ofInstant(next.get(), zone) + (next.get().getEpochSecond() % 60 == 0 ? ":00" : ""));
            next = cron.after(next.get());
        }
        return found;
    }
}
