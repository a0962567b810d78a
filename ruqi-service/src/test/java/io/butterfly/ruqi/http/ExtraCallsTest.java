package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ledger;
import static io.butterfly.ruqi.http.SharedService.peer;
import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Firings outside a job's rule. */
@ExtendWith(SharedService.class)
class ExtraCallsTest {
    private static final String FAR = "2099-01-01 00:00:00";

    @Test
    void a_job_fires_now_and_keeps_its_next_run() {
        ruqi.add("date", "run-now", "/demo_api/ping", FAR);
        ruqi.call("/ruqi/job_pause", "job_id", "run-now");

        String firing = ruqi.call("/ruqi/job_run", "job_id", "run-now")
                .at("/data/firing_id")
                .asText();

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("run-now").size() == 1);
        JsonNode row = ruqi.history("run-now").get(0);
        assertThat(row.get("firing_id").asText()).isEqualTo(firing);
        assertThat(row.get("cmd_output").asText()).isEqualTo(firing);
        assertThat(row.get("status").asText()).isEqualTo("succeeded");
        assertThat(row.get("attempt").asInt()).isEqualTo(1);
        assertThat(ruqi.call("/ruqi/job_show", "job_id", "run-now")
                        .at("/data/nexttime")
                        .asText())
                .isEqualTo("None");
        assertThat(ruqi.call("/ruqi/job_run", "job_id", "nobody").get("message").asText())
                .isEqualTo("there is no job 'nobody'");
    }

    @Test
    void a_past_time_is_made_up_for_once_and_what_was_skipped_fires_after_all() throws Exception {
        ruqi.add("cron", "made-up", "/demo_api/ping", "0 0 * * * *");
        String uid = ledger.text("SELECT job_uid FROM ruqi_jobs WHERE id = 'made-up'");
        ledger.update("""
        INSERT INTO ruqi_jobs_history (job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time, status, job_uid, due_us, last_due_us, instants)
        VALUES ('made-up', 'test', '/a', 0, '', 0, '', NOW(), 'skipped', '%s', UNIX_TIMESTAMP('2026-01-01 00:00:00') * 1000000, UNIX_TIMESTAMP('2026-01-01 02:00:00') * 1000000, 3)
        """.formatted(uid));

        JsonNode made = backfill("made-up", "2026-01-01 07:30:00", "2026-01-01 10:00:00");

        assertThat(made.get("data").toString()).isEqualTo("{\"firings\":3,\"instants\":3}");
        Eventually.until(Duration.ofSeconds(60), () -> succeeded("made-up").size() == 3);
        assertThat(succeeded("made-up").findValuesAsText("due_time"))
                .containsExactlyInAnyOrder(
                        "2026-01-01 08:00:00.000", "2026-01-01 09:00:00.000", "2026-01-01 10:00:00.000");
        assertThat(backfill("made-up", "2026-01-01 07:30:00", "2026-01-01 10:00:00")
                        .get("data")
                        .toString())
                .isEqualTo("{\"firings\":0,\"instants\":3}");
        assertThat(ruqi.call("/ruqi/get_history", "job_id", "made-up", "status", "skipped")
                        .at("/data/list"))
                .hasSize(1);
    }

    @Test
    void runs_that_must_not_overlap_are_made_up_for_one_after_another() {
        ruqi.add("interval", "in-turn", peer.url("/reply/TURN"), "1h");

        assertThat(backfill("in-turn", "2026-01-01 00:00:00", "2026-01-01 23:59:59")
                        .at("/data/firings")
                        .asInt())
                .isEqualTo(24);

        Eventually.until(
                Duration.ofSeconds(60), () -> succeeded("in-turn").size() == 24); // each at once behind the one before
        List<String> started = succeeded("in-turn").findValuesAsText("start_time");
        assertThat(started).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(succeeded("in-turn").findValuesAsText("due_time"))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void what_cannot_be_made_up_for_is_refused() {
        ruqi.add("interval", "no-backfill", "/demo_api/ping", "1m");

        assertThat(message("no-backfill", "2026-01-01", "2026-01-02")).contains("at most 1000 firings");
        assertThat(message("no-backfill", "2026-01-02", "2026-01-01")).contains("in this order");
        assertThat(message("no-backfill", "2026-01-02", "2099-01-01")).contains("not in the future");
        assertThat(message("no-backfill", "yesterday", "2026-01-01")).contains("from_time must be a time");
        assertThat(message("nobody", "2026-01-01", "2026-01-02")).isEqualTo("there is no job 'nobody'");
        assertThat(ruqi.history("no-backfill")).isEmpty();
    }

    private static String message(String id, String from, String to) {
        return backfill(id, from, to).get("message").asText();
    }

    private static JsonNode backfill(String id, String from, String to) {
        return Json.tree(ruqi.post(
                        "/ruqi/job_backfill",
                        "{\"job_id\":\"%s\",\"from_time\":\"%s\",\"to_time\":\"%s\"}".formatted(id, from, to))
                .body());
    }

    private static JsonNode succeeded(String id) {
        return ruqi.call("/ruqi/get_history", "job_id", id, "status", "succeeded")
                .at("/data/list");
    }
}
