package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, tried without a job. */
@ExtendWith(SharedService.class)
class RuleCallsTest {
    @Test
    void the_next_firings_are_shown_in_the_zone_asked_for() {
        JsonNode data = preview("cron", "0 30 02 * * *", "Europe/Berlin", "2026-03-28", "2")
                .get("data");

        assertThat(data.get("rule").asText()).isEqualTo("0 30 2 * * *");
        assertThat(data.get("time_zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(data.at("/list").findValuesAsText("due_time"))
                .containsExactly("2026-03-28 02:30:00", "2026-03-29 03:00:00");
        assertThat(data.at("/list").findValuesAsText("offset")).containsExactly("+01:00", "+02:00");
        assertThat(data.at("/list").findValuesAsText("utc"))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z");
    }

    @Test
    void a_rule_that_ends_has_fewer() {
        assertThat(preview("date", "2099-01-01", "UTC", "2026-01-01", "5").at("/data/list"))
                .hasSize(1);
        assertThat(preview("cron", "0 0 0 30 2 *", "UTC", "2026-01-01", "5").at("/data/list"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      cron  | * * * * *   | UTC        | 2026-01-01 | 5    | six fields
      cron  | * * * * * * | Mars/Pole  | 2026-01-01 | 5    | time_zone: there is no zone 'Mars/Pole'
      cron  | * * * * * * | UTC        | yesterday  | 5    | from_time must be a time
      cron  | * * * * * * | UTC        | 2026-01-01 | 0    | count must be a number from 1 to 1000
      cron  | * * * * * * | UTC        | 2026-01-01 | 1001 | count must be a number from 1 to 1000
      never | * * * * * * | UTC        | 2026-01-01 | 5    | job_trigger must be
      """)
    void what_cannot_be_previewed_is_refused(
            String trigger, String rule, String zone, String from, String count, String reason) {
        assertThat(preview(trigger, rule, zone, from, count).get("message").asText())
                .contains(reason);
    }

    private static JsonNode preview(String trigger, String rule, String zone, String from, String count) {
        return ruqi.call(
                "/ruqi/rule_preview",
                "job_trigger",
                trigger,
                "rule",
                rule,
                "time_zone",
                zone,
                "from_time",
                from,
                "count",
                count);
    }
}
