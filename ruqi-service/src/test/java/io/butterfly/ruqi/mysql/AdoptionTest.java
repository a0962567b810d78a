package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Databases that are not empty, and replicas that start together. */
class AdoptionTest {
    final Peer peer = Peer.start();
    String database;
    Ledger ledger;

    @BeforeEach
    void create() {
        database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void tables_and_rows_made_by_the_manuals_ddl_are_adopted() throws Exception {
        runTheManualsDdl();
        ledger.update("CREATE TABLE workflow_job (id int PRIMARY KEY)"); // another service's

        try (TestService ruqi = start()) {
            ruqi.awaitReady();

            JsonNode job = ruqi.call("/ruqi/job_list").at("/data/list/0");
            assertThat(job.get("job_id").asText()).isEqualTo("demo_job");
            assertThat(job.get("rule").asText()).isEqualTo("1200s");
            assertThat(job.get("reason").asText()).contains("Python pickle");
            assertThat(ruqi.history("demo_job"))
                    .extracting(row ->
                            row.get("id").asInt() + " " + row.get("status").asText() + " "
                                    + row.get("job_name").asText())
                    .containsExactly("8 failed 示例", "7 succeeded 示例");

            assertThat(ruqi.add("interval", "🦋", "/demo_api/ping#{\"str_info\":\"🦋\"}", "1s")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
            Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("🦋").size() >= 2);
            assertThat(ledger.text("SELECT CAST(next_run_time AS DECIMAL(20, 2)) FROM ruqi_jobs WHERE id = 'demo_job'"))
                    .isEqualTo("1700000000.25");
            assertThat(ruqi.call("/ruqi/job_remove", "job_id", "demo_job")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
        }
    }

    @Test
    void columns_are_the_same_whoever_made_the_tables() throws Exception {
        start().awaitReady().close();
        List<String> made = columns();
        create();
        runTheManualsDdl();

        start().awaitReady().close();

        assertThat(columns())
                .isEqualTo(made)
                .contains(
                        "ruqi_jobs.id varchar(255) utf8mb4_bin",
                        "ruqi_jobs.job_state mediumblob -",
                        "ruqi_jobs.job_uid char(32) ascii_bin",
                        "ruqi_jobs_history.cmd mediumtext utf8mb4_bin",
                        "ruqi_jobs_history.cmd_output varchar(4096) utf8mb4_bin",
                        "ruqi_jobs_history.firing_id char(32) ascii_bin",
                        "ruqi_jobs_history.status varchar(16) ascii_bin",
                        "ruqi_schedulers.name varchar(64) utf8mb4_bin");
    }

    private List<String> columns() throws Exception {
        try (Connection connection = ledger.connect();
                ResultSet row = connection.createStatement().executeQuery("""
        SELECT CONCAT(table_name, '.', column_name, ' ', column_type, ' ', IFNULL(collation_name, '-'))
        FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE 'ruqi%'
        ORDER BY table_name, ordinal_position""")) {
            List<String> columns = new ArrayList<>();
            while (row.next()) {
                columns.add(row.getString(1));
            }
            return columns;
        }
    }

    @Test
    void the_longest_command_is_stored_and_fires_whole() throws Exception {
        try (TestService ruqi = start().awaitReady()) {
            String longest = "/demo_api/ping#{\"x\":\"" + "y".repeat(65_536 - 23) + "\"}";

            assertThat(ruqi.add("date", "long", longest, "now").get("stat").asText())
                    .isEqualTo("OK");
            Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("long").size() == 1);

            assertThat(ruqi.history("long").at("/0/cmd").asText())
                    .isEqualTo(longest)
                    .hasSize(65_536);
        }
    }

    @Test
    void replicas_that_start_together_make_the_tables_once() {
        Stream<CompletableFuture<TestService>> starting =
                Stream.of(1, 2).map(i -> CompletableFuture.supplyAsync(this::start)).toList().stream();

        starting.map(CompletableFuture::join).toList().forEach(ruqi -> {
            ruqi.awaitReady();
            ruqi.close();
        });
    }

    @Test
    void columns_and_replies_show_the_configured_zone() throws Exception {
        Map<String, Object> properties = properties();
        properties.put("butterfly.zone", "Pacific/Kiritimati"); // UTC+14
        try (TestService ruqi = TestService.start(properties).awaitReady()) {
            ruqi.add("date", "zoned", "/demo_api/ping", "now");
            Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("zoned").size() == 1);

            String local = ledger.text(
                    "SELECT DATE_FORMAT(c_time, '%Y-%m-%d %H:%i:%s') FROM ruqi_jobs_history WHERE job_id = 'zoned'");
            assertThat(ruqi.history("zoned").at("/0/c_time").asText()).isEqualTo(local);
            assertThat(
                            ledger.text(
                                    "SELECT ABS(TIMESTAMPDIFF(SECOND, c_time, UTC_TIMESTAMP() + INTERVAL 14 HOUR)) < 60 FROM ruqi_jobs_history"))
                    .isEqualTo("1");
            assertThat(ledger.text("SELECT ABS(due_us / 1000000 - UNIX_TIMESTAMP()) < 60 FROM ruqi_jobs_history"))
                    .isEqualTo("1");
        }
    }

    private void runTheManualsDdl() throws Exception {
        try (InputStream ddl = getClass().getResourceAsStream("/manual-ddl.sql");
                Connection connection = ledger.connect()) {
            connection.createStatement().execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private TestService start() {
        return TestService.start(properties());
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        return properties;
    }
}
