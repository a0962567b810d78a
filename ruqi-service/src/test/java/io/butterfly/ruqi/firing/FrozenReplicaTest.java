package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
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

/** A replica is frozen while it holds its lease, as by a suspended machine, and goes on. */
@Execution(ExecutionMode.CONCURRENT)
@Order(10)
class FrozenReplicaTest {
    private static final int JOBS = 20;

    @TempDir
    Path folder;

    @Test
    void a_replica_that_was_stopped_does_not_act_on_what_it_held() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (Peer peer = Peer.start();
                TestService other =
                        TestService.start(properties(database, peer)).awaitReady()) {
            Map<String, String> environment = ReplicaProcess.environment(Servers.mariaDb(), database, peer.url(""));
            environment.put("RUQI_LEASE", "2s");
            try (ReplicaProcess frozen =
                    ReplicaProcess.start(environment, folder.resolve("log")).awaitReady()) {
                for (int i = 0; i < JOBS; i++) {
                    other.addPatient("job" + i, "/demo_api/hello");
                }
                Eventually.until(Duration.ofSeconds(60), () -> ledger.rows("job%").stream()
                        .anyMatch(row -> row.scheduler().endsWith(frozen.nameEnd())));
                String owner =
                        ledger.text("SELECT id FROM ruqi_schedulers WHERE name LIKE '%" + frozen.nameEnd() + "'");

                frozen.signal("STOP");
                Eventually.until(Duration.ofSeconds(60), () -> ledger.text("SELECT COUNT(*) FROM ruqi_schedulers")
                        .equals("1"));
                int before = ledger.rows("job%").size();
                Eventually.until(
                        Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= before + JOBS);
                frozen.signal("CONT");

                Eventually.until(Duration.ofSeconds(60), () -> ledger.text("SELECT COUNT(*) FROM ruqi_schedulers")
                        .equals("2"));
                int after = ledger.rows("job%").size();
                Eventually.until(
                        Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= after + JOBS * 4);
                for (int i = 0; i < JOBS; i++) {
                    other.call("/ruqi/job_remove", "job_id", "job" + i);
                }
                Eventually.within(Duration.ofSeconds(60), () -> assertThat(ledger.rows("job%"))
                        .allMatch(row -> row.status().equals("succeeded")));
                assertThat(ledger.text(
                                "SELECT MIN(id) FROM ruqi_schedulers WHERE name LIKE '%" + frozen.nameEnd() + "'"))
                        .isNotEqualTo(owner);
                ledger.requireEveryInstantOnce("job%", 1_000_000);
                List<String> ids = peer.messages().stream()
                        .map(message -> message.get("task_id").asText())
                        .toList();
                long takenOver = ledger.rows("job%").stream()
                        .filter(row -> row.attempt() > 1)
                        .count();
                assertThat(ids)
                        .containsAll(ledger.rows("job%").stream()
                                .map(Ledger.Row::firingId)
                                .toList());
                assertThat((long) ids.size())
                        .isLessThanOrEqualTo(ledger.rows("job%").size() + takenOver);
            }
        }
    }

    private static Map<String, Object> properties(String database, Peer peer) {
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.lease", "2s");
        return properties;
    }
}
