package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.MortalDatabase;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.ReplicaProcess;
import io.butterfly.ruqi.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas, jobs of one second, a random replica killed every twenty seconds and the database three times. The
 * short forms are {@link ReplicasTest} and {@link OutageTest}; this one runs as long as
 * {@code -Dbutterfly.chaos.seconds=600} says.
 */
@EnabledIfSystemProperty(named = "butterfly.chaos.seconds", matches = "\\d+")
class ChaosTest {
    private static final int JOBS = 100;
    private static final int ROUND_SECONDS = 20;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final ReplicaProcess[] replicas = new ReplicaProcess[2];
    private Map<String, String> environment;
    private int starts;

    @Test
    void every_second_of_every_job_is_decided_once_whichever_replica_dies() throws Exception {
        int rounds = Integer.getInteger("butterfly.chaos.seconds") / ROUND_SECONDS;
        try (MortalDatabase server = MortalDatabase.start(folder);
                Peer peer = Peer.start()) {
            String database = TestService.newDatabase(server);
            Ledger ledger = new Ledger(server, database);
            environment = ReplicaProcess.environment(server, database, peer.url(""));
            try (TestService calls =
                    TestService.start(properties(server, database, peer)).awaitReady()) {
                calls.bean(Engine.class).close(); // it answers calls, the two processes fire
                start(0);
                start(1);
                for (int i = 0; i < JOBS; i++) {
                    calls.add("interval", "job" + i, "/demo_api/hello", "1s");
                }
                for (int round = 1; round <= rounds; round++) {
                    awaitSeconds(ledger, ROUND_SECONDS);
                    if (round % Math.max(1, rounds / 3) == 0) {
                        server.kill();
                        server.restart();
                    }
                    int victim = random.nextInt(2);
                    replicas[victim].kill();
                    start(victim);
                }
                awaitSeconds(ledger, ROUND_SECONDS);
                for (int i = 0; i < JOBS; i++) {
                    assertThat(calls.call("/ruqi/job_remove", "job_id", "job" + i)
                                    .get("stat")
                                    .asText())
                            .isEqualTo("OK");
                }
                Eventually.until(Duration.ofSeconds(60), () -> ledger.text(
                                "SELECT COUNT(*) FROM ruqi_jobs_history WHERE status IN ('running','waiting')")
                        .equals("0"));
            }
            judge(ledger, peer);
            for (ReplicaProcess replica : replicas) {
                replica.close();
            }
        }
    }

    private void start(int index) throws IOException {
        replicas[index] = ReplicaProcess.start(environment, folder.resolve("replica" + ++starts + ".log"));
    }

    /** Waits on the database's clock, which may be away meanwhile. */
    private static void awaitSeconds(Ledger ledger, int seconds) throws Exception {
        double from = Double.parseDouble(ledger.text("SELECT UNIX_TIMESTAMP(NOW(6))"));
        Eventually.until(
                Duration.ofSeconds(seconds + 30),
                () -> Double.parseDouble(ledger.text("SELECT UNIX_TIMESTAMP(NOW(6))")) > from + seconds);
    }

    private static void judge(Ledger ledger, Peer peer) throws Exception {
        List<Ledger.Row> rows = ledger.rows("job%");
        System.out.println(rows.size() + " rows: "
                + rows.stream().collect(Collectors.groupingBy(Ledger.Row::status, Collectors.counting()))
                + ", taken over: "
                + rows.stream().filter(row -> row.attempt() > 1).count()
                + ", replicas: "
                + rows.stream().map(Ledger.Row::scheduler).distinct().count());
        ledger.requireEveryInstantOnce("job%", 1_000_000);
        assertThat(rows).allMatch(row -> List.of("succeeded", "skipped", "lost").contains(row.status()));
        assertThat(ledger.text(
                        "SELECT COUNT(*) FROM ruqi_jobs_history WHERE status IN ('skipped','lost') AND reason IS NULL"))
                .isEqualTo("0");
        List<String> fired = rows.stream()
                .filter(row -> row.status().equals("succeeded"))
                .map(Ledger.Row::firingId)
                .toList();
        assertThat(peer.messages().stream()
                        .map(message -> message.get("task_id").asText())
                        .distinct()
                        .toList())
                .containsExactlyInAnyOrderElementsOf(fired);
    }

    private static Map<String, Object> properties(MortalDatabase server, String database, Peer peer) {
        Map<String, Object> properties = TestService.properties(server, database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        return properties;
    }
}
