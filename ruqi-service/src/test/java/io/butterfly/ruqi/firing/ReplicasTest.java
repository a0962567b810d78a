package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.ReplicaProcess;
import io.butterfly.ruqi.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two replicas on one database. */
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class ReplicasTest {
    private static final int JOBS = 30;
    private static final int OVERDUE = 100;

    @TempDir
    Path folder;

    @Test
    void every_due_second_fires_once_though_a_replica_is_killed() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (Peer peer = Peer.start();
                ReplicaProcess mortal = ReplicaProcess.start(
                        ReplicaProcess.environment(Servers.mariaDb(), database, peer.url("")), folder.resolve("log"));
                TestService survivor =
                        TestService.start(properties(database, peer)).awaitReady()) {
            mortal.awaitReady();
            for (int i = 0; i < JOBS; i++) {
                survivor.addPatient("job" + i, "/demo_api/hello");
            }
            Eventually.until(Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= JOBS * 8);
            assertThat(schedulers(ledger.rows("job%"))).isEqualTo(2);

            mortal.kill();
            int before = ledger.rows("job%").size();

            Eventually.until(Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= before + JOBS);
            Eventually.until(Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= before + JOBS * 8);
            for (int i = 0; i < JOBS; i++) {
                survivor.call("/ruqi/job_remove", "job_id", "job" + i);
            }
            Eventually.within(Duration.ofSeconds(60), () -> assertThat(ledger.rows("job%"))
                    .allMatch(row -> row.status().equals("succeeded")));
            ledger.requireEveryInstantOnce("job%", 1_000_000);
            requireEveryFiringPublished(peer.messages(), ledger.rows("job%"));
        }
    }

    private static Map<String, Object> properties(String database, Peer peer) {
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        return properties;
    }

    private static long schedulers(List<Ledger.Row> rows) {
        return rows.stream().map(Ledger.Row::scheduler).distinct().count();
    }

    /**
     * A firing that was taken over may have been published twice, under the one id that BaiChuan then knows already.
     */
    private static void requireEveryFiringPublished(List<JsonNode> messages, List<Ledger.Row> rows) {
        List<String> ids = messages.stream()
                .map(message -> message.get("task_id").asText())
                .toList();
        assertThat(ids).containsAll(rows.stream().map(Ledger.Row::firingId).toList());
        assertThat(ids.stream().distinct()).hasSize(rows.size());
        long takenOver = rows.stream().filter(row -> row.attempt() > 1).count();
        assertThat((long) ids.size()).isLessThanOrEqualTo(rows.size() + takenOver);
    }

    @Test
    void what_is_overdue_fires_once_though_both_reach_for_it() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (Peer peer = Peer.start();
                TestService one = TestService.start(properties(database, peer)).awaitReady();
                TestService other =
                        TestService.start(properties(database, peer)).awaitReady()) {
            for (int i = 0; i < OVERDUE; i++) {
                one.add("interval", "overdue" + i, "/demo_api/hello", "1h");
            }

            // longer ago than the Python service's locks counted
            ledger.update("UPDATE ruqi_jobs SET next_run_time = next_run_time - 3625");
            one.bean(Signal.class).raise();
            other.bean(Signal.class).raise();

            Eventually.within(Duration.ofSeconds(60), () -> assertThat(ledger.rows("overdue%"))
                    .hasSize(OVERDUE)
                    .allMatch(row -> row.status().equals("succeeded")));
            assertThat(peer.messages())
                    .extracting(message -> message.get("task_id").asText())
                    .hasSize(OVERDUE)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void what_runs_on_one_is_not_started_again_by_the_other() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (Peer peer = Peer.start();
                TestService one = TestService.start(properties(database, peer)).awaitReady();
                TestService other =
                        TestService.start(properties(database, peer)).awaitReady()) {
            one.add("interval", "long", peer.url("/slow"), "1s");

            Eventually.until(Duration.ofSeconds(60), () -> schedulers(ledger.rows("long")) == 2);

            one.call("/ruqi/job_remove", "job_id", "long");
            List<Ledger.Row> running = ledger.rows("long").stream()
                    .filter(row -> row.status().equals("running"))
                    .toList();
            assertThat(running).hasSize(1);
            assertThat(ledger.rows("long"))
                    .filteredOn(row -> !running.contains(row))
                    .allMatch(row -> row.status().equals("skipped"));
            other.call("/ruqi/firing_stop", "firing_id", running.getFirst().firingId());
            Eventually.until(Duration.ofSeconds(60), () -> ledger.rows("long").stream()
                    .noneMatch(row -> row.status().equals("running")));
        }
    }

    @Test
    void a_change_on_one_replica_is_seen_by_the_other() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        try (Peer peer = Peer.start();
                TestService idle = TestService.start(properties(database, peer)).awaitReady();
                TestService other =
                        TestService.start(properties(database, peer)).awaitReady()) {
            other.bean(Engine.class).close(); // from now on it answers calls and fires nothing

            assertThat(other.add("date", "seen", "/demo_api/hello", "now")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");

            Eventually.until(Duration.ofSeconds(60), () -> idle.history("seen").size() == 1);
        }
    }
}
