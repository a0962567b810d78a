package io.butterfly.ruqi.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs, looked at and stopped from any replica. */
class OpenRunsTest {
    @TempDir
    static Path scripts;

    static Peer peer;
    static List<TestService> replicas;
    static Ledger ledger;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(scripts.resolve("long.sh"), "echo \"pid $$\"; while sleep 0.2; do echo more; done");
        Files.writeString(scripts.resolve("loud.sh"), "head -c 300000 /dev/zero | tr '\\0' x");
        peer = Peer.start();
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.scripts-root", scripts.toString());
        replicas = List.of(TestService.start(properties), TestService.start(properties));
        replicas.forEach(TestService::awaitReady);
    }

    @AfterAll
    static void stop() {
        replicas.forEach(TestService::close);
        peer.close();
    }

    @Test
    void a_running_script_shows_its_output_and_can_be_stopped_from_any_replica() throws Exception {
        String firing = fire("long", "bash long.sh");

        for (TestService replica : replicas) {
            Eventually.until(
                    Duration.ofSeconds(60),
                    () -> said(replica, firing).get("output").asText().contains("more"));
            assertThat(said(replica, firing).get("status").asText()).isEqualTo("running");
        }
        long pid = Long.parseLong(said(replicas.get(0), firing)
                .get("output")
                .asText()
                .lines()
                .findFirst()
                .orElseThrow()
                .substring(4));
        String owner = ledger.rows("long").getFirst().scheduler();
        TestService other = replicas.stream()
                .filter(replica -> !owner.contains(":" + replica.uri("/").getPort() + ":"))
                .findFirst()
                .orElseThrow();
        assertThat(other.call("/ruqi/firing_stop", "firing_id", firing).toString())
                .isEqualTo("{\"stat\":\"OK\"}");

        Eventually.until(Duration.ofSeconds(60), () -> other.history("long").size() == 1);
        assertThat(other.history("long").at("/0/reason").asText()).isEqualTo("stopped by a call of firing_stop");
        assertThat(other.history("long").at("/0/cmd_output").asText()).startsWith("pid " + pid);
        Eventually.until(
                Duration.ofSeconds(60),
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(other.call("/ruqi/firing_stop", "firing_id", firing)
                        .get("message")
                        .asText())
                .startsWith("nothing runs or waits as firing '" + firing);
    }

    @Test
    void a_request_that_is_not_answered_can_be_stopped() throws Exception {
        String firing = fire("hanging", peer.url("/slow"));

        replicas.get(0).call("/ruqi/firing_stop", "firing_id", firing);

        Eventually.until(
                Duration.ofSeconds(60), () -> replicas.get(0).history("hanging").size() == 1);
        assertThat(replicas.get(0).history("hanging").at("/0/reason").asText())
                .isEqualTo("stopped by a call of firing_stop");
    }

    @Test
    void what_is_stopped_is_not_tried_again_whether_it_runs_or_waits() throws Exception {
        String running = fire("runs", peer.url("/slow"), "retry_max", "3");
        String waiting = fire("waits", peer.url("/broken"), "retry_max", "9");
        Eventually.until(
                Duration.ofSeconds(60),
                () -> ledger.rows("waits").getFirst().status().equals("waiting"));

        Eventually.until(Duration.ofSeconds(60), () -> replicas.get(0)
                .call("/ruqi/firing_stop", "firing_id", running)
                .get("stat")
                .asText()
                .equals("OK"));
        Eventually.until(Duration.ofSeconds(60), () -> replicas.get(1)
                .call("/ruqi/firing_stop", "firing_id", waiting)
                .get("stat")
                .asText()
                .equals("OK"));

        Eventually.until(
                Duration.ofSeconds(60),
                () -> replicas.get(0).history("runs").size() == 1
                        && replicas.get(0).history("waits").size() == 1);
        assertThat(replicas.get(0).history("runs").at("/0/status").asText()).isEqualTo("failed");
        assertThat(replicas.get(0).history("waits").at("/0/reason").asText())
                .isEqualTo("stopped by a call of firing_stop");
    }

    @Test
    void what_the_history_cuts_is_kept_whole_up_to_64_kilobytes() throws Exception {
        String script = fire("loud", "bash loud.sh");
        String call = fire("loud-http", peer.url("/large"));

        Eventually.until(
                Duration.ofSeconds(60),
                () -> replicas.get(0).history("loud").size() == 1
                        && replicas.get(0).history("loud-http").size() == 1);
        assertThat(replicas.get(0).history("loud").at("/0/cmd_output").asText()).isEqualTo("x".repeat(4_096));
        assertThat(said(replicas.get(1), script).get("output").asText()).isEqualTo("x".repeat(65_536));
        assertThat(replicas.get(0).history("loud-http").at("/0/cmd_output").asText())
                .hasSize(4_096);
        assertThat(said(replicas.get(1), call).get("output").asText()).hasSize(65_536);
        assertThat(said(replicas.get(1), call).get("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void what_does_not_exist_says_nothing() {
        assertThat(replicas.get(0)
                        .call("/ruqi/firing_output", "firing_id", "x")
                        .get("message")
                        .asText())
                .isEqualTo("there is no firing 'x'");
        assertThat(replicas.get(0)
                        .call("/ruqi/firing_output", "firing_id", "🦋")
                        .get("message")
                        .asText())
                .isEqualTo("there is no firing '🦋'");
        assertThat(replicas.get(0)
                        .call("/ruqi/firing_stop", "firing_id", "🦋")
                        .get("message")
                        .asText())
                .startsWith("nothing runs or waits as firing '🦋'");
    }

    private static String fire(String id, String cmd, String... policies) throws Exception {
        String[] parameters = Stream.concat(
                        Stream.of("job_trigger", "date", "job_id", id, "job_name", "test", "cmd", cmd, "rule", "now"),
                        Stream.of(policies))
                .toArray(String[]::new);
        assertThat(replicas.get(0).call("/ruqi/job_add", parameters).get("stat").asText())
                .isEqualTo("OK");
        Eventually.until(Duration.ofSeconds(60), () -> ledger.rows(id).size() == 1);
        return ledger.rows(id).getFirst().firingId();
    }

    private static JsonNode said(TestService replica, String firing) {
        return replica.call("/ruqi/firing_output", "firing_id", firing).path("data");
    }
}
