package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the database refuses about one job. */
class RefusedRowTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void its_job_is_parked_and_says_why_and_the_others_fire() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger ledger = new Ledger(Servers.mariaDb(), database);
        try (Peer peer = Peer.start()) {
            Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
            properties.put("butterfly.baichuan.url", peer.url(""));
            try (TestService ruqi = TestService.start(properties).awaitReady();
                    Connection connection = ledger.connect()) {
                connection.createStatement().execute("""
                    CREATE TRIGGER refuse BEFORE INSERT ON ruqi_jobs_history FOR EACH ROW
                      IF NEW.job_id = 'refused' THEN
                        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one';
                      END IF""");
                ruqi.addPatient("before", "/demo_api/hello");
                ruqi.addPatient("refused", "/demo_api/hello");
                ruqi.addPatient("behind", "/demo_api/hello");

                Eventually.until(
                        SOON,
                        () -> ruqi.history("before").size() >= 3
                                && ruqi.history("behind").size() >= 3);

                assertThat(ruqi.call("/ruqi/job_show", "job_id", "refused").toString())
                        .contains("not this one");
                assertThat(ledger.rows("refused")).isEmpty();
                ledger.requireEveryInstantOnce("before", 1_000_000);
                ledger.requireEveryInstantOnce("behind", 1_000_000);
            }
        }
    }
}
