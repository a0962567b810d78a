package io.butterfly.ruqi.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that the Python service has worked with for years. */
class AdoptedJobsTest {
    private static final double LONG_AGO = 1_711_489_778.25; // 2024-03-26 21:49:38.25 UTC

    @TempDir
    static Path scripts;

    static Peer peer;
    static TestService ruqi;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(scripts.resolve("t.sh"), "echo hi");
        peer = Peer.start();
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (InputStream ddl = AdoptedJobsTest.class.getResourceAsStream("/manual-ddl.sql");
                Connection connection = ledger.connect()) {
            connection.createStatement().execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
            insert(connection, "http", LONG_AGO, "interval", "1200s");
            insert(connection, "message", LONG_AGO, "cron", "0 0 0 1 1 *");
            insert(connection, "script", null, "interval", "1200s");
            insert(connection, "gone", LONG_AGO, "interval", "1200s");
            insert(connection, "date", LONG_AGO, "date", "2024-03-26 21:49:38.250000");
            insert(connection, "evil", LONG_AGO, "interval", "9000s");
        }
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("butterfly.zone", "UTC");
        properties.put("ruqi.scripts-root", scripts.toString());
        ruqi = TestService.start(properties).awaitReady();
        Eventually.until(
                Duration.ofSeconds(60),
                () ->
                        ruqi
                                .call("/ruqi/job_list", "status", "parked")
                                .at("/data/list")
                                .findValuesAsText("reason")
                                .stream()
                                .allMatch(reason -> reason.contains("not taken over")));
    }

    private static void insert(Connection connection, String name, Double nextRunTime, String trigger, String rule)
            throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO ruqi_jobs VALUES (?, ?, ?, 0, 'n1', ?, ?, '2024-03-26 21:49:38', '2024-03-26 21:49:38')")) {
            insert.setString(1, "old_" + name);
            insert.setObject(2, nextRunTime);
            insert.setBytes(3, Pickles.get(name + " py2-0"));
            insert.setString(4, trigger);
            insert.setString(5, rule);
            insert.executeUpdate();
        }
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @Test
    void a_job_of_the_python_service_fires_on_in_its_phase_and_fires_no_missed_instant() {
        JsonNode http = shown("old_http");

        assertThat(http.get("cmd").asText())
                .isEqualTo("http://127.0.0.1:8585/demo_api/hello#{\"str_info\":\"hello 你好\"}");
        assertThat(http.has("reason")).isFalse();
        assertThat(http.get("nexttime").asText()).matches(".*:(09|29|49):38.250000");
        assertThat(shown("old_message").get("next_run_time").asText()).endsWith("-01-01 00:00:00");
        assertThat(ruqi.history("old_http")).isEmpty();
    }

    @Test
    void a_paused_job_stays_paused_and_can_be_resumed() {
        assertThat(shown("old_script").get("nexttime").asText()).isEqualTo("None");
        assertThat(shown("old_script").has("reason")).isFalse();

        ruqi.call("/ruqi/job_resume", "job_id", "old_script");

        assertThat(shown("old_script").get("next_run_time").isNull()).isFalse();
    }

    @Test
    void what_cannot_be_taken_over_says_why_row_by_row() {
        assertThat(reason("old_gone")).contains("there is no script 'missing.sh'");
        assertThat(shown("old_gone").get("cmd").asText()).startsWith("bash missing.sh");
        assertThat(ruqi.call("/ruqi/job_resume", "job_id", "old_gone").toString())
                .contains("is parked", "missing.sh");
        assertThat(ruqi.call("/ruqi/job_run", "job_id", "old_gone").toString()).contains("is parked", "missing.sh");
        assertThat(reason("old_date")).contains("its date, 2024-03-26 21:49:38.250000, passed");
        assertThat(reason("demo_job")).contains("Python pickle without kwargs.cmd");
    }

    @Test
    void a_row_that_would_run_code_when_python_reads_it_is_a_job_like_any_other() {
        assertThat(shown("old_evil").get("cmd").asText()).isEqualTo("/demo_api/ping");
    }

    private static String reason(String id) {
        return shown(id).get("reason").asText();
    }

    private static JsonNode shown(String id) {
        return ruqi.call("/ruqi/job_show", "job_id", id).get("data");
    }
}
