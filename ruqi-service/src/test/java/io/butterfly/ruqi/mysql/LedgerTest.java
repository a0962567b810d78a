package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.TestService;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.replica.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that are not as they should be. */
class LedgerTest {
    static final Peer peer = Peer.start();
    static Ledger ledger;
    static TestService ruqi;

    @BeforeAll
    static void start() {
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.http-limit", "6s");
        ruqi = TestService.start(properties).awaitReady();
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @Test
    void an_instant_that_is_decided_does_not_fire_again() throws Exception {
        ruqi.add("interval", "again", "/demo_api/again", "1s");
        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("again").size() >= 3);

        ledger.update("UPDATE ruqi_jobs SET next_run_time = next_run_time - 3 WHERE id = 'again'");

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("again").size() >= 6);
        ruqi.call("/ruqi/job_remove", "job_id", "again");
        ledger.requireEveryInstantOnce("again", 1_000_000);
        List<String> recorded =
                ledger.rows("again").stream().map(Ledger.Row::firingId).toList();
        assertThat(peer.messages())
                .filteredOn(message -> message.get("handler").asText().equals("/demo_api/again"))
                .extracting(message -> message.get("task_id").asText())
                .doesNotHaveDuplicates()
                .isSubsetOf(recorded);
    }

    @Test
    void an_outcome_is_kept_as_it_is_whatever_characters_are_in_it() throws Exception {
        String odd = "🦋 \"quoted\" back\\slash\nline\ttab \u0001 null 如期 'x' {\"stat\":\"OK\"} ".repeat(2);
        ledger.update(
                "INSERT INTO ruqi_schedulers (id, name, started_us, lease_until_us) VALUES (-7, 'living:1:1', 0, 9000000000000000)"); // else its firings are taken over
        for (String id : List.of("ODD", "SILENT", "FOREIGN")) {
            ledger.update(
                    "INSERT INTO ruqi_jobs_history (job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time, firing_id,"
                            + " job_uid, kind, due_us, status, owner) VALUES ('" + id
                            + "', 'n', '/a', 0, '', 0, 'h:1:1', NOW(), '" + id + "', '" + id
                            + "', 0, 1, 'running', -7)");
        }

        ruqi.bean(Firings.class)
                .end(List.of(
                        outcome("ODD", -7, false, odd, Optional.of(odd)),
                        outcome("SILENT", -7, true, "", Optional.empty()),
                        outcome("FOREIGN", -8, true, "x", Optional.empty())));

        JsonNode odds = ruqi.history("ODD").get(0);
        assertThat(odds.get("cmd_output").asText()).isEqualTo(odd);
        assertThat(odds.get("reason").asText()).isEqualTo(odd);
        assertThat(odds.get("status").asText()).isEqualTo("failed");
        assertThat(odds.get("cmd_cost").asDouble()).isEqualTo(1.5);
        JsonNode silent = ruqi.history("SILENT").get(0);
        assertThat(silent.get("cmd_is_success").asBoolean()).isTrue();
        assertThat(silent.path("reason").isMissingNode() || silent.get("reason").isNull())
                .isTrue();
        assertThat(ledger.rows("FOREIGN"))
                .singleElement()
                .extracting(Ledger.Row::status)
                .isEqualTo("running");
        ledger.update("DELETE FROM ruqi_jobs_history WHERE owner = -7");
        ledger.update("DELETE FROM ruqi_schedulers WHERE id = -7");
    }

    private static Outcome outcome(String id, long owner, boolean isSuccess, String output, Optional<String> reason) {
        Firing firing = TestFirings.of(id, id, owner);
        return new Outcome(
                firing,
                isSuccess ? Status.SUCCEEDED : Status.FAILED,
                output,
                Instant.EPOCH.plusMillis(1),
                Instant.EPOCH.plusSeconds(9),
                Duration.ofMillis(1_500),
                reason);
    }

    @Test
    void a_lease_that_is_further_ahead_than_it_is_long_has_ended() throws Exception {
        ledger.update(
                "INSERT INTO ruqi_schedulers (id, name, started_us, lease_until_us, lease_us) VALUES"
                        + " (-8, 'before the step:1:1', 0, (UNIX_TIMESTAMP() + 3600) * 1000000, 5000000), (-9, 'living:1:1', 0, (UNIX_TIMESTAMP() + 60) * 1000000, 61000000)");

        ruqi.bean(Replicas.class).deleteLapsed(); // the loop may have been faster

        assertThat(ledger.text("SELECT GROUP_CONCAT(id) FROM ruqi_schedulers WHERE id < 0"))
                .isEqualTo("-9");
        ledger.update("DELETE FROM ruqi_schedulers WHERE id = -9");
    }

    @Test
    void incarnations_are_not_counted() {
        Replicas replicas = ruqi.bean(Replicas.class);
        long first = replicas.register("one:1:1", Duration.ofSeconds(5));
        long second = replicas.register("two:1:1", Duration.ofSeconds(5));

        assertThat(Math.abs(first - second)).isGreaterThan(1_000);
        assertThat(first).isGreaterThan(1L << 32);
        replicas.release(first);
        replicas.release(second);
    }

    @Test
    void a_row_that_is_not_understood_is_parked_and_the_others_go_on() throws Exception {
        ruqi.add("interval", "broken", "/demo_api/broken", "1s");
        ruqi.add("interval", "whole", "/demo_api/whole", "1s");

        ledger.update("UPDATE ruqi_jobs SET job_rule = 'x', next_run_time = UNIX_TIMESTAMP() WHERE id = 'broken'");

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.call("/ruqi/job_show", "job_id", "broken")
                .at("/data/reason")
                .asText()
                .contains("not understood"));
        int before = ruqi.history("whole").size();
        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("whole").size() > before + 1);
    }

    @Test
    void a_script_or_call_that_still_runs_is_not_started_again() throws Exception {
        ruqi.add("interval", "slow", peer.url("/slow"), "1s");

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("slow").size() >= 2);

        assertThat(ruqi.history("slow")).allSatisfy(row -> {
            assertThat(row.get("status").asText()).isEqualTo("skipped");
            assertThat(row.get("reason").asText()).contains("still running");
        });
        assertThat(ledger.rows("slow"))
                .filteredOn(row -> row.status().equals("running"))
                .hasSize(1);
        ledger.requireEveryInstantOnce("slow", 1_000_000);
        ruqi.call("/ruqi/job_remove", "job_id", "slow");
    }
}
