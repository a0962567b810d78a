package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ledger;
import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pausing, resuming and changing jobs. */
@ExtendWith(SharedService.class)
class LifecycleTest {
    private static final String FAR = "2099-01-01 00:00:00";

    @Nested
    class a_paused_job {
        @Test
        void has_no_next_run_and_keeps_the_rest() {
            ruqi.add("date", "paused", "/demo_api/ping", FAR);

            ok(ruqi.call("/ruqi/job_pause", "job_id", "paused"));
            ok(ruqi.call("/ruqi/pause_job", "job_id", "paused")); // within one second, where nothing changes any more

            assertThat(shown("paused").get("nexttime").asText()).isEqualTo("None");
            assertThat(shown("paused").get("next_run_time").isNull()).isTrue();
            assertThat(shown("paused").get("rule").asText()).isEqualTo(FAR);
            assertThat(ruqi.call("/ruqi/job_list", "job_id", "paused", "status", "paused")
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(1);
        }

        @Test
        void does_not_fire() throws Exception {
            ruqi.add("interval", "still", "/demo_api/ping", "1s");
            ok(ruqi.call("/ruqi/job_pause", "job_id", "still"));
            int fired = ledger.rows("still").size();

            ruqi.add("interval", "moving", "/demo_api/ping", "1s");

            Eventually.until(
                    Duration.ofSeconds(60), () -> ruqi.history("moving").size() >= 2);
            assertThat(ledger.rows("still")).hasSize(fired);
            ok(ruqi.call("/ruqi/job_remove", "job_id", "moving"));
        }

        @Test
        void stays_paused_when_it_is_modified() {
            ruqi.add("date", "quiet", "/demo_api/ping", FAR);
            ruqi.call("/ruqi/job_pause", "job_id", "quiet");

            ok(modify("cron", "quiet", "/demo_api/hello", "0 0 0 1 1 *"));

            assertThat(shown("quiet").get("nexttime").asText()).isEqualTo("None");
            assertThat(shown("quiet").get("cmd").asText()).isEqualTo("/demo_api/hello");
        }

        @Test
        void that_is_an_interval_resumes_in_its_phase() throws Exception {
            ruqi.add("interval", "phase", "/demo_api/ping", "1h");
            String before = shown("phase").get("nexttime").asText();
            ruqi.call("/ruqi/job_pause", "job_id", "phase");

            ok(ruqi.call("/ruqi/job_resume", "job_id", "phase"));

            assertThat(shown("phase").get("nexttime").asText()).isEqualTo(before);
        }

        @Test
        void goes_away_when_it_resumes_after_its_date() throws Exception {
            ruqi.add("date", "over", "/demo_api/ping", FAR);
            ruqi.call("/ruqi/job_pause", "job_id", "over");
            ledger.update("UPDATE ruqi_jobs SET job_rule = '2020-01-01 00:00:00' WHERE id = 'over'");

            ok(ruqi.call("/ruqi/resume_job", "job_id", "over"));

            assertThat(ruqi.call("/ruqi/job_show", "job_id", "over").get("stat").asText())
                    .isEqualTo("ERR");
            assertThat(ruqi.history("over")).isEmpty();
        }
    }

    @Nested
    class a_modified_job {
        @Test
        void is_due_as_its_new_rule_says() {
            ruqi.add("date", "sooner", "/demo_api/ping", FAR);

            ok(modify("interval", "sooner", "/demo_api/hello#{\"str_info\":\"new\"}", "1s"));

            Eventually.until(
                    Duration.ofSeconds(60), () -> ruqi.history("sooner").size() >= 1);
            assertThat(ruqi.history("sooner").at("/0/cmd").asText()).contains("new");
            ok(ruqi.call("/ruqi/job_remove", "job_id", "sooner"));
        }

        @Test
        void keeps_its_phase_when_only_its_command_changes() {
            ruqi.add("interval", "steady", "/demo_api/ping", "2h");
            String before = shown("steady").get("nexttime").asText();

            ok(modify("interval", "steady", "/demo_api/hello", "2h"));

            assertThat(shown("steady").get("nexttime").asText()).isEqualTo(before);
        }

        @Test
        void is_as_it_was_when_the_change_is_refused() {
            ruqi.add("date", "firm", "/demo_api/ping", FAR);

            assertThat(modify("cron", "firm", "/demo_api/hello", "0 0 0 30 2 *")
                            .get("message")
                            .asText())
                    .contains("never comes due");
            assertThat(modify("cron", "nobody", "/demo_api/hello", "0 0 0 1 2 *")
                            .get("message")
                            .asText())
                    .isEqualTo("there is no job 'nobody'");

            assertThat(shown("firm").get("cmd").asText()).isEqualTo("/demo_api/ping");
        }

        @Test
        void waits_for_who_is_taking_it_and_neither_change_is_lost() throws Exception {
            ruqi.add("interval", "contended", "/demo_api/ping", "1h");
            CompletableFuture<JsonNode> pausing;
            try (Connection taker = ledger.connect()) {
                taker.setAutoCommit(false);
                taker.createStatement()
                        .executeQuery("SELECT * FROM ruqi_jobs WHERE id = 'contended' FOR UPDATE")
                        .close();
                pausing = CompletableFuture.supplyAsync(() -> ruqi.call("/ruqi/job_pause", "job_id", "contended"));
                taker.createStatement()
                        .executeUpdate(
                                "UPDATE ruqi_jobs SET next_run_time = next_run_time + 3600 WHERE id = 'contended'");
                taker.commit();
            }

            ok(pausing.join());
            assertThat(shown("contended").get("nexttime").asText()).isEqualTo("None");
        }
    }

    @Test
    void what_does_not_exist_can_be_neither_paused_nor_resumed() {
        assertThat(ruqi.call("/ruqi/job_pause", "job_id", "none").toString())
                .contains("\"ERR\"", "there is no job 'none'");
        assertThat(ruqi.call("/ruqi/job_resume", "job_id", "none").toString())
                .contains("\"ERR\"", "there is no job 'none'");
    }

    @Nested
    class a_job_in_one_line {
        @Test
        void has_its_command_for_an_id() {
            ok(ruqi.call("/ruqi/job_add_by_line", "line", "1d bash t.sh /ruqi/job_history_clear"));

            assertThat(shown("bash t.sh /ruqi/job_history_clear").get("rule").asText())
                    .isEqualTo("86400s");
            assertThat(shown("bash t.sh /ruqi/job_history_clear")
                            .get("job_name")
                            .asText())
                    .isEqualTo("default");
        }

        @Test
        void is_added_once() {
            ok(ruqi.call("/ruqi/job_add_by_line", "line", "0 0 0 1 1 * /demo_api/once"));
            ok(ruqi.call("/ruqi/job_add_by_line", "line", "0 0 0 1 1 * /demo_api/once"));

            assertThat(ruqi.call("/ruqi/job_list", "job_id", "/demo_api/once")
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(ruqi.call("/ruqi/job_add_by_line", "line", "1h /demo_api/once")
                            .get("message")
                            .asText())
                    .contains("job_modify");
        }
    }

    private static JsonNode modify(String trigger, String id, String cmd, String rule) {
        return ruqi.call(
                "/ruqi/job_modify", "job_trigger", trigger, "job_id", id, "job_name", "test", "cmd", cmd, "rule", rule);
    }

    private static JsonNode shown(String id) {
        return ruqi.call("/ruqi/job_show", "job_id", id).get("data");
    }

    private static void ok(JsonNode reply) {
        assertThat(reply.toString()).isEqualTo("{\"stat\":\"OK\"}");
    }
}
