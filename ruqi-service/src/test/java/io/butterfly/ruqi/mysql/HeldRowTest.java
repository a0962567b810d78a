package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A row that another transaction holds. What the loop asks meanwhile is counted at the server, so nothing else runs.
 */
@Isolated
class HeldRowTest {
    static final Peer peer = Peer.start();
    static Ledger ledger;
    static TestService ruqi;

    @BeforeAll
    static void start() {
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        ruqi = TestService.start(properties).awaitReady();
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @Test
    void a_row_that_is_locked_neither_stops_the_others_nor_makes_the_loop_spin() throws Exception {
        ruqi.add("interval", "held", "/demo_api/held", "1s");
        ruqi.add("interval", "free", "/demo_api/free", "1s");
        try (Connection other = ledger.connect()) {
            other.setAutoCommit(false);
            other.createStatement().executeQuery("SELECT * FROM ruqi_jobs WHERE id = 'held' FOR UPDATE");
            int before = ruqi.history("free").size();
            long statements = statements();

            Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("free").size() >= before + 4);

            assertThat(statements() - statements).isLessThan(1_000); // the Python service: 5 700 a second
            other.rollback();
        }
        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("held").size() >= 4);
        ledger.requireEveryInstantOnce("held", 1_000_000);
    }

    private static long statements() throws Exception {
        try (Connection connection = ledger.connect();
                ResultSet row = connection.createStatement().executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
            row.next();
            return row.getLong(2);
        }
    }
}
