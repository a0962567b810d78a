package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much the database reads when much is stored: a list its matches, to count them, and a page; the loop what is due.
 */
class IndexesTest {
    private static final int STORED = 10_000;
    private static final int MARGIN = 1_000;
    private static final int CONNECTIONS = 2;
    private static final String ROWS = "Handler_read%";
    private static final String SELECTS = "Com_select";
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NUMBERS = """
      FROM (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n FROM digits a, digits b, digits c, digits e) numbers""";
    private static final String JOBS = """
      INSERT INTO ruqi_jobs (id, job_uid, kind, next_run_time, job_state, job_lock, job_name, job_trigger, job_rule, u_time, c_time)
      SELECT CONCAT('idle', n), LPAD(n, 32, '0'), 0, IF(n % 100 = 3, NULL, UNIX_TIMESTAMP() + 86400 + n), '{"version":2,"cmd":"/none"}', 0,
        CONCAT('name', n % 100), 'interval', '86400s', NOW(), NOW() - INTERVAL n SECOND\s""" + NUMBERS;
    private static final String HISTORY = """
      INSERT INTO ruqi_jobs_history (job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time, firing_id, job_uid, kind,
        due_us, status, owner)
      SELECT CONCAT('idle', n % 100), CONCAT('name', n % 100), '/none', n % 100 <> 7, '', 0, 'h:1:1', '2026-01-01' + INTERVAL n MINUTE, LPAD(n, 32, '0'),
        LPAD(n % 100, 32, '0'), 0, n, IF(n % 100 = 7, 'failed', 'succeeded'), 1\s""" + NUMBERS;

    static final Peer peer = Peer.start();
    static Ledger ledger;
    static TestService ruqi;
    static HikariDataSource pool;

    @BeforeAll
    static void start() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.history-days", 0); // counting what may go reads everything, once in a while
        properties.put("ruqi.history-per-job", 0);
        properties.compute(
                "butterfly.mysql.url",
                (name, url) -> url.toString().replaceFirst("\\?.*", "").replace("jdbc:mysql://", "mysql+retrypool://")
                        + "?max_connections=" + CONNECTIONS);
        ruqi = TestService.start(properties).awaitReady();
        pool = DelegatingDataSource.unwrapDataSource(ruqi.bean(DataSource.class))
                .unwrap(HikariDataSource.class);
        ledger.update("CREATE TABLE digits (d int NOT NULL)");
        ledger.update("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        assertThat(ledger.update(JOBS)).isEqualTo(STORED);
        assertThat(ledger.update(HISTORY)).isEqualTo(STORED);
        ledger.text("ANALYZE TABLE ruqi_jobs, ruqi_jobs_history");
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      job_list    |                     | 10000
      job_list    | orderBy=job_id      | 10000
      job_list    | orderBy=job_name    | 10000
      job_list    | orderBy=next_run_time&orderDir=asc | 10000
      job_list    | job_id=idle77       | 1
      job_list    | job_name=name7      | 100
      job_list    | status=paused       | 100
      job_show    | job_id=idle77       |
      get_history |                     | 10000
      get_history | orderBy=id          | 10000
      get_history | job_id=idle7        | 100
      get_history | job_name=name7      | 100
      get_history | status=failed       | 100
      get_history | status=running      | 0
      get_history | from_time=2026-01-02 00:00:00&to_time=2026-01-02 01:00:00 | 60
      """)
    void a_page_is_read_in_the_order_of_an_index(String call, String filter, Integer total) throws Exception {
        String parameters = (filter == null ? "" : filter.replace(" ", "%20") + "&")
                + (call.equals("job_show") ? "" : "page_index=1&page_size=15");
        ruqi.get("/ruqi/" + call + "?" + parameters);
        Reading before = Reading.of(pool, ROWS);

        JsonNode reply = Json.tree(ruqi.get("/ruqi/" + call + "?" + parameters).body());

        assertThat(before.since(pool)).isLessThan((total == null ? 1 : total) + MARGIN);
        assertThat(reply.get("stat").asText()).isEqualTo("OK");
        if (total != null) {
            assertThat(reply.at("/data/total").asInt()).isEqualTo(total);
        }
    }

    @Test
    void the_loop_reads_what_is_due_and_nothing_else() throws Exception {
        ruqi.add("interval", "due", "/demo_api/ping", "1s");
        ruqi.add("interval", "asks", peer.url("/reply/OK"), "1s");
        Eventually.until(PATIENCE, () -> ledger.rows("due").size() >= 2);
        Reading before = Reading.of(pool, ROWS);

        Eventually.until(PATIENCE, () -> ledger.rows("due").size() >= 5);

        assertThat(before.since(pool)).isLessThan(STORED / 2);
        ruqi.call("/ruqi/job_remove", "job_id", "due");
        ruqi.call("/ruqi/job_remove", "job_id", "asks");
    }

    @Test
    void a_replica_without_work_asks_less_than_fifteen_times_a_second() throws Exception {
        Reading before = Reading.of(pool, SELECTS);
        long began = System.nanoTime();

        Eventually.until(PATIENCE, () -> System.nanoTime() - began > IDLE.toNanos());

        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(before.since(pool) / seconds).isLessThan(15);
    }

    @Test
    void reading_much_would_be_noticed() throws Exception {
        Reading before = Reading.of(pool, ROWS);

        try (Connection connection = pool.getConnection()) {
            connection
                    .createStatement()
                    .executeQuery("SELECT COUNT(*) FROM ruqi_jobs_history WHERE cmd_output = 'none'");
        }

        assertThat(before.since(pool)).isGreaterThan(STORED - MARGIN);
    }

    /**
     * How many rows the service's connections have read, or how often they have asked, each by its own count: no
     * neighbour on the server matters.
     *
     * @param what the names of the server's counters
     * @param byConnection all of the pool, by their ids
     * @param ofCounting how many of them are read by counting
     */
    private record Reading(String what, Map<Long, Long> byConnection, long ofCounting) {
        static Reading of(HikariDataSource pool, String what) throws SQLException {
            long first = sum(counted(pool, what));
            Map<Long, Long> second = counted(pool, what);
            return new Reading(what, second, sum(second) - first);
        }

        long since(HikariDataSource pool) throws SQLException {
            Map<Long, Long> now = counted(pool, what);
            assertThat(now).as("a connection that was replaced counts anew").containsOnlyKeys(byConnection.keySet());
            return sum(now) - sum(byConnection) - ofCounting;
        }

        /** While all connections are out of the pool the service reads nothing. */
        private static Map<Long, Long> counted(HikariDataSource pool, String what) throws SQLException {
            Map<Long, Long> rows = new HashMap<>();
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                for (Connection connection : List.of(one, other)) {
                    rows.put(
                            Sql.first(connection, "SELECT CONNECTION_ID()", row -> row.getLong(1))
                                    .orElseThrow(),
                            sum(Sql.query(
                                    connection, "SHOW SESSION STATUS LIKE '" + what + "'", row -> row.getLong(2))));
                }
            }
            return rows;
        }

        private static long sum(Map<Long, Long> rows) {
            return sum(rows.values());
        }

        private static long sum(Collection<Long> rows) {
            return rows.stream().mapToLong(Long::longValue).sum();
        }
    }
}
