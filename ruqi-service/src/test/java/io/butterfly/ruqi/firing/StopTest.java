package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.ReplicaProcess;
import io.butterfly.ruqi.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM of the only replica under load. Its lease is so long that what waits for its end fails the test. */
@Execution(ExecutionMode.CONCURRENT)
@Order(6)
class StopTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int JOBS = 20;

    @TempDir
    Path folder;

    @Test
    void what_it_had_not_done_the_next_one_does_at_once_and_every_instant_has_one_true_outcome() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (Peer peer = Peer.start()) {
            Map<String, String> environment = ReplicaProcess.environment(Servers.mariaDb(), database, peer.url(""));
            environment.put("RUQI_LEASE", "600s");
            try (ReplicaProcess first =
                    ReplicaProcess.start(environment, folder.resolve("first")).awaitReady()) {
                for (int i = 0; i < JOBS; i++) {
                    assertThat(first.get(
                                    "/ruqi/job_add?job_trigger=interval&rule=1s&misfire_grace=600&job_name=n&cmd=/a/b&job_id=job"
                                            + i))
                            .isEqualTo(200);
                }
                Eventually.until(LIMIT, () -> count(ledger, "succeeded") >= JOBS);
                peer.setAway(true); // what is due from now on is taken and cannot be published
                Eventually.until(LIMIT, () -> count(ledger, "running") >= JOBS);

                first.stop();
            }
            peer.setAway(false);
            try (ReplicaProcess second =
                    ReplicaProcess.start(environment, folder.resolve("second")).awaitReady()) {
                long before = count(ledger, "succeeded");
                Eventually.until(LIMIT, () -> count(ledger, "succeeded") >= before + 2 * JOBS);
                for (int i = 0; i < JOBS; i++) {
                    second.get("/ruqi/job_remove?job_id=job" + i);
                }

                Eventually.within(LIMIT, () -> assertThat(ledger.rows("job%"))
                        .allMatch(row -> row.status().equals("succeeded")));
            }
            ledger.requireEveryInstantOnce("job%", 1_000_000);
            assertThat(peer.messages().stream()
                            .map(message -> message.get("task_id").asText())
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(ledger.rows("job%").stream()
                            .map(Ledger.Row::firingId)
                            .toList());
        }
        List<String> log = Files.readAllLines(folder.resolve("first"));
        assertThat(log)
                .noneMatch(line -> line.startsWith("\tat ") || line.contains(" ERROR "))
                .anyMatch(line -> line.contains("stopped"));
    }

    private static long count(Ledger ledger, String status) throws Exception {
        return ledger.rows("job%").stream()
                .filter(row -> row.status().equals(status))
                .count();
    }
}
