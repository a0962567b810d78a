package io.butterfly.ruqi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.TestService;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who changed what, kept in a table. */
class AuditTest {
    private static final String OLD = """
        INSERT INTO ruqi_audit (at_ms, who, role, address, call_path, object, params, stat, reqid)
        VALUES (?, 'old', 'admin', '-', '/ruqi/job_remove', 'o', '{}', 'OK', 'R')""";

    static TestService ruqi;
    static Ledger ledger;
    static Map<String, Object> properties;

    @BeforeAll
    static void start() {
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.audit-days", 30);
        ruqi = TestService.start(properties).awaitReady();
    }

    @AfterAll
    static void stop() {
        ruqi.close();
    }

    private static JsonNode changes(String... filter) {
        return ruqi.call("/ruqi/audit_list", filter).at("/data/list");
    }

    @Test
    void the_life_of_a_job_can_be_followed_and_its_secrets_are_hidden() {
        ruqi.add("interval", "j-1", "http://h/x?token=lion", "1d");
        ruqi.call("/ruqi/job_pause", "job_id", "j-1");
        ruqi.call("/ruqi/job_show", "job_id", "j-1");
        ruqi.call("/ruqi/job_remove", "job_id", "j-1");
        ruqi.call("/ruqi/job_remove", "job_id", "j-1");

        JsonNode list = changes("object", "j-1");

        assertThat(list.findValuesAsText("call"))
                .containsExactly("/ruqi/job_remove", "/ruqi/job_remove", "/ruqi/job_pause", "/ruqi/job_add");
        assertThat(list.at("/1/stat").asText()).isEqualTo("OK");
        assertThat(list.at("/0/stat").asText()).isNotEqualTo("OK");
        assertThat(list.at("/3/params").asText()).contains("token=***").doesNotContain("lion");
        assertThat(changes("call", "/ruqi/job_pause", "object", "j-1")).hasSize(1);
        assertThat(changes("who", "no-one")).isEmpty();
    }

    @Test
    void a_change_says_what_was_before() {
        ruqi.add("interval", "b-1", "http://h/x?token=lion", "1d");
        ruqi.call("/ruqi/job_pause", "job_id", "b-1");
        ruqi.call("/ruqi/job_resume", "job_id", "b-1");
        ruqi.call(
                "/ruqi/job_modify",
                "job_trigger",
                "interval",
                "job_id",
                "b-1",
                "job_name",
                "test",
                "cmd",
                "http://h/x?token=tiger",
                "rule",
                "2d",
                "retry_max",
                "3");
        ruqi.call("/ruqi/job_remove", "job_id", "b-1");
        ruqi.call("/ruqi/job_remove", "job_id", "b-1");

        JsonNode list = changes("object", "b-1");

        assertThat(list.at("/0/before").asText()).isEmpty();
        assertThat(list.at("/1/before").asText())
                .startsWith("{\"job_trigger\":\"interval\",\"rule\":\"172800s\",\"job_name\":\"test\",")
                .contains("\"cmd\":\"http://h/x?token=***\",\"retry_max\":\"3\",\"next_run_time\":\"2")
                .doesNotContain("tiger");
        assertThat(list.at("/2/call").asText()).isEqualTo("/ruqi/job_modify");
        assertThat(list.at("/2/before").asText())
                .isEqualTo("{\"rule\":\"86400s\",\"cmd\":\"http://h/x?token=***\",\"retry_max\":\"\"}");
        assertThat(list.at("/3/before").asText()).isEqualTo("{\"next_run_time\":\"paused\"}");
        assertThat(list.at("/4/before").asText())
                .startsWith("{\"next_run_time\":\"2")
                .endsWith("Z\"}");
        assertThat(list.at("/5/before").asText()).isEmpty();
    }

    @Test
    void what_is_older_than_the_setting_goes_when_a_replica_records_its_first() throws SQLException {
        long now = System.currentTimeMillis();
        ledger.update(OLD.replace("?", Long.toString(now - 31L * 86_400_000)));
        ledger.update(OLD.replace("?", Long.toString(now - 29L * 86_400_000)));
        try (TestService other = TestService.start(properties)) {
            other.awaitReady();
            other.call("/ruqi/job_pause", "job_id", "none");
        }

        assertThat(changes("who", "old")).hasSize(1);
    }
}
