package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.TestService;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.replica.Incarnation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A replica died while it carried out firings; these are its rows. */
@Execution(ExecutionMode.CONCURRENT)
@Order(5)
class TakeOverTest {
    private static final long DEAD = 900;

    @TempDir
    Path scripts;

    final Peer peer = Peer.start();
    Ledger ledger;
    Map<String, Object> properties;
    TestService ruqi;

    @BeforeEach
    void make_the_tables() throws Exception {
        Files.writeString(scripts.resolve("t.sh"), "echo ran");
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.scripts-root", scripts.toString());
        properties.put("ruqi.lease", "2s");
        TestService.start(properties).awaitReady().close();
        ledger.update("INSERT INTO ruqi_schedulers (id, name, started_us, lease_until_us) VALUES (" + DEAD
                + ", 'dead:1:1', 0, 0)");
    }

    @AfterEach
    void close() {
        ruqi.close();
        peer.close();
    }

    @Test
    void a_message_and_a_call_are_dispatched_again_under_their_id() throws Exception {
        running("message", "/demo_api/hello", Kind.MESSAGE, null);
        running("call", peer.url("/reply/OK"), Kind.HTTP, "1");

        ruqi = TestService.start(properties).awaitReady();

        Eventually.until(
                Duration.ofSeconds(60),
                () -> ruqi.history("message").size() == 1
                        && ruqi.history("call").size() == 1);
        assertThat(peer.messages())
                .extracting(message -> message.get("task_id").asText())
                .containsExactly(id("message"));
        assertThat(peer.requests())
                .extracting(request -> request.headers().get("Idempotency-key"))
                .containsExactly(List.of(id("call")));
        assertThat(ledger.rows("%")).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo("succeeded");
            assertThat(row.attempt()).isEqualTo(2);
            assertThat(row.scheduler()).isNotEqualTo("dead:1:1");
        });
    }

    @Test
    void a_script_runs_if_it_had_not_started_and_is_lost_if_it_had() throws Exception {
        running("fresh", "bash t.sh", Kind.SCRIPT, null);
        running("started", "bash t.sh", Kind.SCRIPT, "1");

        ruqi = TestService.start(properties).awaitReady();

        Eventually.until(
                Duration.ofSeconds(60),
                () -> ruqi.history("fresh").size() == 1
                        && ruqi.history("started").size() == 1);
        assertThat(ruqi.history("fresh").at("/0/cmd_output").asText()).isEqualTo("ran");
        assertThat(ruqi.history("started").at("/0/status").asText()).isEqualTo("lost");
        assertThat(ruqi.history("started").at("/0/reason").asText()).contains("must not run twice");
    }

    @Test
    void a_script_that_had_started_is_never_taken_over() throws Exception {
        ruqi = TestService.start(properties).awaitReady();
        Firings firings = ruqi.bean(Firings.class);

        running("started", "bash t.sh", Kind.SCRIPT, "1");
        ledger.update("DELETE FROM ruqi_schedulers WHERE id = " + DEAD); // buried between the two steps of a take-over

        assertThat(firings.adopt(Kind.SCRIPT, 10, new Incarnation(1, "other"))).isEmpty();
        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("started").size() == 1);
        assertThat(ruqi.history("started").at("/0/status").asText()).isEqualTo("lost");
    }

    @Test
    void nobody_is_buried_before_one_full_lease_has_passed() throws Exception {
        running("message", "/demo_api/hello", Kind.MESSAGE, null);
        ruqi = TestService.start(properties).awaitReady();

        assertThat(ledger.text("SELECT name FROM ruqi_schedulers WHERE id = " + DEAD))
                .isEqualTo("dead:1:1");
        ledger.update(
                "UPDATE ruqi_schedulers SET lease_until_us = 9e15 WHERE id = " + DEAD); // it comes back and renews
        Eventually.until(Duration.ofSeconds(60), () -> ledger.text("SELECT COUNT(*) FROM ruqi_schedulers")
                .equals("2"));
        ruqi.add("date", "other", "/demo_api/ping", "now");
        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("other").size() == 1);
        assertThat(ruqi.history("message")).isEmpty();
    }

    @Test
    void what_an_owner_forgot_it_had_taken_it_dispatches() throws Exception {
        ruqi = TestService.start(properties).awaitReady();

        running("forgotten", "/demo_api/hello", Kind.MESSAGE, null);
        ledger.update(
                "UPDATE ruqi_jobs_history SET owner = (SELECT MAX(id) FROM ruqi_schedulers WHERE id <> " + DEAD + ")");

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("forgotten").size() == 1);
        assertThat(peer.messages())
                .extracting(message -> message.get("task_id").asText())
                .containsExactly(id("forgotten"));
    }

    @Test
    void the_late_outcome_of_the_old_owner_changes_nothing() throws Exception {
        running("late", "/demo_api/hello", Kind.MESSAGE, null);
        ruqi = TestService.start(properties).awaitReady();
        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("late").size() == 1);

        Firing stale = TestFirings.of(id("late"), "late", DEAD);
        Firings firings = ruqi.bean(Firings.class);
        firings.end(List.of(new Outcome(
                stale, Status.FAILED, "late", Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Optional.of("late"))));

        assertThat(firings.start(stale, Instant.EPOCH)).isFalse();
        assertThat(ruqi.history("late").at("/0/status").asText()).isEqualTo("succeeded");
    }

    private void running(String jobId, String cmd, Kind kind, String startUs) throws Exception {
        ledger.update("""
        INSERT INTO ruqi_jobs_history (job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time,
          firing_id, job_uid, kind, due_us, status, start_us, owner, trace_id, at_most_once)
        VALUES ('%s', 'n', '%s', 0, '', 0, 'dead:1:1', NOW(), '%s', '%s', %d, 1000000, 'running', %s, %d, 't', %d)
        """.formatted(
                        jobId, cmd, id(jobId), id(jobId), kind.code(), startUs, DEAD, kind.isAtMostOnce() ? 1 : 0));
    }

    private static String id(String jobId) {
        return "F" + jobId.toUpperCase();
    }
}
