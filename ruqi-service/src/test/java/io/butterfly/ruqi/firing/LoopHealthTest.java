package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that answers, but not as one would like; the replica has two connections for all its loops. */
@Isolated
class LoopHealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static final Peer peer = Peer.start();
    static Ledger ledger;
    static TestService ruqi;

    @BeforeAll
    static void start() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        ledger.update("DROP USER IF EXISTS 'limited'@'%'");
        ledger.update("CREATE USER 'limited'@'%' IDENTIFIED BY 'secret'");
        ledger.update("GRANT ALL ON `" + database + "`.* TO 'limited'@'%'");
        ledger.update("SET GLOBAL innodb_lock_wait_timeout = 1");
        String url = Servers.mariaDb()
                .jdbcUrl(database)
                .replaceFirst("\\?.*", "")
                .replace("jdbc:mysql://", "mysql+retrypool://limited:secret@");
        ruqi = TestService.start(Map.of(
                        "micronaut.server.port",
                        -1,
                        "butterfly.baichuan.url",
                        peer.url(""),
                        "butterfly.mysql.url",
                        url + "?max_connections=2"))
                .awaitReady();
    }

    /** Of the service. */
    static final String CONNECTIONS =
            "SELECT GROUP_CONCAT(id) FROM information_schema.processlist WHERE user = 'limited'";

    @AfterAll
    static void stop() throws Exception {
        ruqi.close();
        ledger.update("SET GLOBAL innodb_lock_wait_timeout = DEFAULT");
        ledger.update("DROP USER 'limited'@'%'");
        peer.close();
    }

    @Test
    void a_server_that_turns_read_only_gets_no_false_ok_and_no_instant_is_lost_over_it() throws Exception {
        ruqi.add("interval", "steady", "/demo_api/steady", "1s");
        Eventually.until(PATIENCE, () -> ruqi.history("steady").size() >= 2);
        String connections = ledger.text(CONNECTIONS);

        ledger.update("SET GLOBAL read_only = 1");
        Eventually.until(PATIENCE, () -> ruqi.get("/health/readiness").statusCode() == 503);
        assertThat(ruqi.add("date", "refused", "/demo_api/hello", "now")
                        .get("stat")
                        .asText())
                .isEqualTo("ERR_SERVER_EXCEPTION");
        ledger.update("SET GLOBAL read_only = 0");

        ruqi.awaitReady();
        int before = ruqi.history("steady").size();
        Eventually.until(PATIENCE, () -> ruqi.history("steady").size() >= before + 4);
        ruqi.call("/ruqi/job_remove", "job_id", "steady");
        ledger.requireEveryInstantOnce("steady", 1_000_000);
        assertThat(ledger.rows("refused")).isEmpty();
        assertThat(ledger.text(CONNECTIONS).split(","))
                .as("connections of a server that was demoted")
                .doesNotContainAnyElementsOf(List.of(connections.split(",")));
    }

    @Test
    void an_outcome_waits_for_a_row_that_is_locked_longer_than_the_server_waits() throws Exception {
        ruqi.add("date", "held", peer.url("/slow-then-OK"), "now");
        Eventually.until(PATIENCE, () -> ledger.rows("held").size() == 1);
        try (Connection other = ledger.connect()) {
            other.setAutoCommit(false);
            other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED); // the row, and not the gap before it
            other.createStatement().executeQuery("SELECT * FROM ruqi_jobs_history WHERE job_id = 'held' FOR UPDATE");
            peer.release();
            ruqi.add("date", "after", "/demo_api/after", "now");
            Eventually.until(PATIENCE, () -> peer.messages().stream()
                    .anyMatch(message -> message.get("handler").asText().equals("/demo_api/after")));
            long waits = lockWaits();
            Eventually.until(PATIENCE, () -> lockWaits() > waits);
            other.rollback();
        }
        Eventually.until(
                PATIENCE,
                () -> ruqi.history("held").size() == 1 && ruqi.history("after").size() == 1);
    }

    private static long lockWaits() throws Exception {
        try (Connection connection = ledger.connect();
                ResultSet row =
                        connection.createStatement().executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'")) {
            row.next();
            return row.getLong(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1213, 1205, 1020})
    void a_transaction_that_innodb_gives_up_is_repeated_whole(int error) {
        AtomicInteger tries = new AtomicInteger();

        int result = ruqi.bean(Transactions.class).run(connection -> {
            if (tries.incrementAndGet() < 3) {
                Sql.update(connection, "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = " + error);
            }
            return tries.get();
        });

        assertThat(result).isEqualTo(3);
    }
}
