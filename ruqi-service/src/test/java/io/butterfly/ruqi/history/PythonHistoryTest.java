package io.butterfly.ruqi.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.TestService;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A history that the Python service wrote in 2024, and two old rows of this service behind it. */
class PythonHistoryTest {
    private Ledger ledger;
    private Map<String, Object> properties;

    @BeforeEach
    void create() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        properties = TestService.properties(Servers.mariaDb(), database);
        try (InputStream ddl = getClass().getResourceAsStream("/manual-ddl.sql");
                Connection connection = ledger.connect()) {
            connection.createStatement().execute(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void is_kept_whatever_its_age_and_number() throws Exception {
        assertThat(keptWith(Map.of("ruqi.history-per-job", 1))).isEqualTo("7,8");
    }

    @Test
    void is_deleted_when_an_operator_has_said_how_much_is_kept() throws Exception {
        assertThat(keptWith(Map.of("ruqi.history-days", 180))).isNull();
    }

    private String keptWith(Map<String, Object> setting) throws Exception {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(setting);
        try (TestService ruqi = TestService.start(all).awaitReady()) {
            ledger.update("""
          INSERT INTO ruqi_jobs_history (job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time, firing_id, job_uid, due_us, status)
          VALUES ('demo_job', 'n', '/a', 1, '', 0, 's', '2025-01-01', 'F1', 'U', 1, 'succeeded'),
            ('demo_job', 'n', '/a', 1, '', 0, 's', '2025-01-02', 'F2', 'U', 2, 'succeeded')""");
            ruqi.bean(HistoryCleanup.class).tick();
            return ledger.text("SELECT GROUP_CONCAT(id ORDER BY id) FROM ruqi_jobs_history");
        }
    }
}
