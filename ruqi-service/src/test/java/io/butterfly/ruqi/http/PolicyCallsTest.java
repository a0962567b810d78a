package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The optional parameters of adding and changing a job. */
@ExtendWith(SharedService.class)
class PolicyCallsTest {
    @Test
    void policies_are_shown_as_they_were_given_and_decide_on_the_next_run() {
        JsonNode reply = post("job_add", "p1", "cron", "0 0 12 * * *", """
        ,"misfire":"skip","misfire_grace":2.5,"overlap":"queue","time_zone":"UTC","retry_max":"3","timeout":60,"delivery":"at_most_once",
        "start_at":"2099-01-01","end_at":"2099-02-01 00:00:00","expect_stat":"OK","pause_after_failures":5,"note":"午 🦋\"""");

        assertThat(reply.toString()).isEqualTo("{\"stat\":\"OK\"}");
        JsonNode shown = shown("p1");
        assertThat(shown.get("nexttime").asText())
                .isEqualTo("2099-01-01 20:00:00"); // noon in UTC, shown in the zone of Shanghai
        assertThat(shown.get("note").asText()).isEqualTo("午 🦋");
        assertThat(shown.get("policies").toString()).isEqualTo(Json.tree("""
        {"delivery":"at_most_once","end_at":"2099-02-01 00:00:00","expect_stat":"OK","misfire":"skip","misfire_grace":"2.5","overlap":"queue",
         "pause_after_failures":"5","retry_max":"3","start_at":"2099-01-01 00:00:00","time_zone":"UTC","timeout":"60"}""").toString());
    }

    @Test
    void a_change_keeps_what_it_does_not_name_and_clears_what_it_empties() {
        post("job_add", "p2", "cron", "0 0 12 * * *", ",\"time_zone\":\"UTC\",\"retry_max\":3,\"note\":\"first\"");

        post("job_modify", "p2", "cron", "0 0 12 * * *", ",\"time_zone\":\"\",\"jitter\":0,\"note\":\"\"");

        assertThat(shown("p2").get("policies").toString()).isEqualTo("{\"retry_max\":\"3\"}");
        assertThat(shown("p2").has("note")).isFalse();
        assertThat(shown("p2").get("nexttime").asText()).endsWith("12:00:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ,"misfire":"never"             | misfire must be
      ,"misfire_grace":-1            | misfire_grace must be
      ,"overlap":"x"                 | overlap must be
      ,"time_zone":"Mars/Pole"       | time_zone must be a zone
      ,"retry_max":1.5               | retry_max must be a whole number
      ,"timeout":[1]                 | timeout must be
      ,"start_at":"soon"             | start_at must be a time
      ,"end_at":"2001-01-01"         | never comes due
      ,"start_at":"2099-01-02","end_at":"2099-01-01" | end_at must not be before start_at
      ,"pause_after_failures":-3     | pause_after_failures must be
      """)
    void what_is_wrong_is_refused_by_its_name(String policies, String reason) {
        JsonNode reply = post("job_add", "p3", "cron", "0 0 12 * * *", policies);

        assertThat(reply.get("stat").asText()).isEqualTo("ERR");
        assertThat(reply.get("message").asText()).contains(reason);
        assertThat(ruqi.call("/ruqi/job_show", "job_id", "p3").get("stat").asText())
                .isEqualTo("ERR");
    }

    @Test
    void a_calendar_is_set_as_a_whole_listed_and_must_exist_to_be_named() {
        assertThat(post("job_add", "p4", "cron", "0 0 12 * * *", ",\"calendar\":\"假日\"")
                        .get("message")
                        .asText())
                .contains("there is no calendar '假日'");

        ruqi.post("/ruqi/calendar_set", "{\"name\":\"假日\",\"days\":[\"2099-10-02\",\"2099-10-01\",\"2099-10-01\"]}");
        assertThat(ruqi.post("/ruqi/calendar_list", "").body())
                .isEqualTo("{\"stat\":\"OK\",\"data\":[{\"name\":\"假日\",\"days\":[\"2099-10-01\",\"2099-10-02\"]}]}");
        assertThat(post("job_add", "p4", "cron", "0 0 12 * * *", ",\"calendar\":\"假日\"")
                        .get("stat")
                        .asText())
                .isEqualTo("OK");

        ruqi.post("/ruqi/calendar_set", "{\"name\":\"假日\",\"days\":[]}");
        assertThat(ruqi.call("/ruqi/calendar_list").get("data")).isEmpty();
        assertThat(ruqi.post("/ruqi/calendar_set", "{\"name\":\"x\",\"days\":[\"2099-02-30\"]}")
                        .body())
                .contains("days must be dates such as");
        assertThat(ruqi.post("/ruqi/calendar_set", "{\"name\":\"" + "x".repeat(65) + "\",\"days\":[]}")
                        .body())
                .contains("at most 64 characters");
    }

    private static JsonNode post(String call, String id, String trigger, String rule, String policies) {
        String body = """
        {"job_trigger":"%s","job_id":"%s","job_name":"test","cmd":"/demo_api/ping","rule":"%s"%s}""".formatted(trigger, id, rule, policies);
        return Json.tree(ruqi.post("/ruqi/" + call, body).body());
    }

    private static JsonNode shown(String id) {
        return ruqi.call("/ruqi/job_show", "job_id", id).get("data");
    }
}
