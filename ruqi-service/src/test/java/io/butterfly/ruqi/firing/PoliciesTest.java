package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What jobs ask for, seen in the ledger. */
@Execution(ExecutionMode.CONCURRENT)
@Order(8)
class PoliciesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path scripts;

    static final Peer peer = Peer.start();
    static Ledger ledger;
    static TestService ruqi;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(scripts.resolve("sleep.sh"), "sleep $1");
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", Services.baiChuan().url());
        properties.put("ruqi.scripts-root", scripts.toString());
        ruqi = TestService.start(properties).awaitReady();
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @Test
    void a_failed_call_waits_and_is_tried_again_under_another_key() throws Exception {
        add("retried", peer.url("/broken"), "now", "retry_max", "1");

        Eventually.until(PATIENCE, () -> status("retried").equals("waiting"));
        Eventually.until(PATIENCE, () -> status("retried").equals("failed"));

        String id = ledger.rows("retried").getFirst().firingId();
        List<String> keys = peer.requests().stream()
                .flatMap(request -> request.headers().get("Idempotency-key").stream())
                .filter(key -> key.startsWith(id))
                .toList();
        assertThat(keys).containsExactly(id, id + ".1");
    }

    @Test
    void a_reply_without_the_expected_stat_has_failed() {
        add("expects", peer.url("/reply/OK"), "now", "expect_stat", "OK");
        add("unexpected", peer.url("/reply/ERR"), "now", "expect_stat", "OK");

        Eventually.until(
                PATIENCE,
                () -> ruqi.history("expects").size() == 1
                        && ruqi.history("unexpected").size() == 1);
        assertThat(ruqi.history("expects").at("/0/status").asText()).isEqualTo("succeeded");
        assertThat(ruqi.history("unexpected").at("/0/reason").asText()).contains("'ERR', not 'OK'");
    }

    @Test
    void one_firing_waits_for_the_end_of_the_one_before() throws Exception {
        add("queued", "bash sleep.sh 3", "1s", "overlap", "queue");

        Eventually.until(PATIENCE, () -> statuses("queued").containsAll(List.of("running", "waiting", "skipped")));
        Eventually.until(
                PATIENCE,
                () -> statuses("queued").stream().filter("succeeded"::equals).count() >= 2);

        ruqi.call("/ruqi/job_remove", "job_id", "queued");
        ledger.requireEveryInstantOnce("queued", 1_000_000);
    }

    @Test
    void a_script_is_killed_at_the_limit_of_its_job() {
        add("limited", "bash sleep.sh 60", "now", "timeout", "1");

        Eventually.until(PATIENCE, () -> ruqi.history("limited").size() == 1);
        assertThat(ruqi.history("limited").at("/0/reason").asText()).contains("limit of 1 s");
    }

    @Test
    void a_job_that_keeps_failing_is_paused_and_counts_anew_when_it_is_resumed() throws Exception {
        add("failing", peer.url("/broken"), "1s", "pause_after_failures", "2");

        Eventually.until(PATIENCE, () -> ruqi.call("/ruqi/job_show", "job_id", "failing")
                .toString()
                .contains("paused after 2 failures in a row"));
        assertThat(statuses("failing"))
                .contains("skipped")
                .filteredOn("failed"::equals)
                .hasSize(2);
        assertThat(statuses("failing")).containsOnly("failed", "skipped"); // also what came due while a call was slow
        ruqi.call("/ruqi/job_resume", "job_id", "failing");
        Eventually.until(
                PATIENCE,
                () -> statuses("failing").stream().filter("failed"::equals).count() == 4);
        ruqi.call("/ruqi/job_remove", "job_id", "failing");
    }

    @Test
    void jitter_moves_the_firing_and_not_the_instant() throws Exception {
        ledger.update(
                "INSERT INTO ruqi_calendars VALUES ('today', UTC_DATE()), ('today', UTC_DATE() + INTERVAL 1 DAY)");
        add("jittered", "/demo_api/jittered", "1s", "jitter", "3");
        add("excluded", "/demo_api/excluded", "1s", "calendar", "today", "time_zone", "UTC");

        Eventually.until(
                PATIENCE,
                () -> ruqi.history("jittered").size() >= 3
                        && ruqi.history("excluded").size() == 1);
        ruqi.call("/ruqi/job_remove", "job_id", "jittered");
        ledger.requireEveryInstantOnce("jittered", 1_000_000);
        assertThat(ruqi.history("excluded").at("/0/reason").asText()).contains("excluded by the calendar 'today'");
    }

    private static void add(String id, String cmd, String rule, String... policies) {
        String trigger = rule.equals("now") ? "date" : "interval";
        String[] parameters = Stream.concat(
                        Stream.of("job_trigger", trigger, "job_id", id, "job_name", "test", "cmd", cmd, "rule", rule),
                        Stream.of(policies))
                .toArray(String[]::new);
        assertThat(ruqi.call("/ruqi/job_add", parameters).get("stat").asText()).isEqualTo("OK");
    }

    private static String status(String job) throws Exception {
        return String.join(",", statuses(job));
    }

    private static List<String> statuses(String job) throws Exception {
        return ledger.rows(job).stream().map(Ledger.Row::status).toList();
    }
}
