package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.MortalDatabase;
import io.butterfly.ruqi.Peer;
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

/** The database goes away. */
@Execution(ExecutionMode.CONCURRENT)
@Order(4)
class OutageTest {
    private static final int JOBS = 20;

    @TempDir
    Path folder;

    @Test
    void every_due_second_is_decided_though_the_database_is_killed_and_restarted() throws Exception {
        try (MortalDatabase server = MortalDatabase.start(folder);
                Peer peer = Peer.start()) {
            String database = TestService.newDatabase(server);
            Ledger ledger = new Ledger(server, database);
            try (TestService one = TestService.start(properties(server, database, peer))
                            .awaitReady();
                    TestService two = TestService.start(properties(server, database, peer))
                            .awaitReady()) {
                for (int i = 0; i < JOBS; i++) {
                    add(one, "job" + i);
                }
                Eventually.until(
                        Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= JOBS * 4);

                server.kill();
                refusesWritesAndSaysSo(one);
                refusesWritesAndSaysSo(two);
                server.restart();

                one.awaitReady();
                two.awaitReady();
                int before = ledger.rows("job%").size();
                Eventually.until(
                        Duration.ofSeconds(60), () -> ledger.rows("job%").size() >= before + JOBS * 8);
                assertThat(one.add("date", "after", "/demo_api/hello", "now")
                                .get("stat")
                                .asText())
                        .isEqualTo("OK");
                for (int i = 0; i < JOBS; i++) {
                    two.call("/ruqi/job_remove", "job_id", "job" + i);
                }
                Eventually.within(Duration.ofSeconds(60), () -> assertThat(ledger.rows("job%"))
                        .allMatch(row -> row.status().equals("succeeded")));
                ledger.requireEveryInstantOnce("job%", 1_000_000);
                List<String> ids = peer.messages().stream()
                        .map(message -> message.get("task_id").asText())
                        .distinct()
                        .toList();
                assertThat(ids)
                        .containsAll(ledger.rows("job%").stream()
                                .map(Ledger.Row::firingId)
                                .toList());
            }
        }
    }

    /** On a slow machine the outage may last longer than the half a minute in which a late firing is still due. */
    private static void add(TestService ruqi, String id) {
        assertThat(ruqi.call(
                                "/ruqi/job_add",
                                "job_trigger",
                                "interval",
                                "job_id",
                                id,
                                "job_name",
                                "test",
                                "cmd",
                                "/demo_api/hello",
                                "rule",
                                "1s",
                                "misfire_grace",
                                "600")
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
    }

    private static void refusesWritesAndSaysSo(TestService ruqi) {
        String answer = ruqi.add("interval", "refused", "/demo_api/hello", "1s").toString();

        assertThat(answer)
                .contains("ERR_SERVER_EXCEPTION", "the database cannot be reached right now: nothing was stored");
        Eventually.until(
                Duration.ofSeconds(60), () -> ruqi.get("/health/readiness").statusCode() == 503);
        assertThat(ruqi.get("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void a_service_that_starts_without_its_database_begins_to_fire_when_it_comes() throws Exception {
        try (MortalDatabase server = MortalDatabase.start(folder);
                Peer peer = Peer.start()) {
            String database = TestService.newDatabase(server);
            server.kill();
            try (TestService ruqi = TestService.start(properties(server, database, peer))) {
                refusesWritesAndSaysSo(ruqi);

                server.restart();

                ruqi.awaitReady();
                ruqi.add("date", "now", "/demo_api/hello", "now");
                Eventually.until(
                        Duration.ofSeconds(60), () -> ruqi.history("now").size() == 1);
            }
        }
    }

    private static Map<String, Object> properties(MortalDatabase server, String database, Peer peer) {
        Map<String, Object> properties = TestService.properties(server, database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        return properties;
    }
}
