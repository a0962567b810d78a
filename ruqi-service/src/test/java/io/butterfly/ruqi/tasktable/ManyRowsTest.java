package io.butterfly.ruqi.tasktable;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand rows that one statement changes, and a job beside them that fires every second. */
class ManyRowsTest {
    private static final int ROWS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String UNUSABLE = """
      SELECT COUNT(*) FROM task WHERE extra LIKE '%ruqi_error%'""";
    private static final List<JsonNode> NOTICES = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static HttpServer server;
    private static TestService ruqi;
    private static Ledger ledger;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.createContext("/bystander", ManyRowsTest::answer);
        server.createContext("/notices", exchange -> {
            NOTICES.add(Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer(exchange);
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path file = Files.writeString(folder.resolve("notices.yml"), """
          sinks: {ops: {type: webhook, url: "%s/notices"}}
          rules: [{name: rows, object: task, sinks: ops}]
          """.formatted(url));
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("ruqi.task-table.enabled", true);
        properties.put("butterfly.notices-file", file.toString());
        ruqi = TestService.start(properties).awaitReady();
        assertThat(ruqi.addPatient("bystander", url + "/bystander").path("stat").asText())
                .isEqualTo("OK");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = "{\"stat\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        server.stop(0);
    }

    /** Rows from this id on that are not valid. */
    private static void insert(int first, int count, String spec) throws SQLException {
        String rows = IntStream.range(first, first + count)
                .mapToObj(id -> "(" + id + ", 'many-" + id + "', '', '/many/rows', 'interval', '" + spec
                        + "', '1', 0, 'ready')")
                .collect(Collectors.joining(", "));
        ledger.update("INSERT INTO task (id, task_key, `desc`, execute_func, `trigger`, spec, args, is_valid, status)"
                + " VALUES " + rows);
    }

    private static void until(String sql, int expected) {
        Eventually.until(PATIENCE, () -> ledger.text(sql).equals(String.valueOf(expected)));
    }

    @Test
    void rows_that_one_statement_changes_become_jobs_and_stop_and_delay_no_other_job() throws Exception {
        insert(100_000, ROWS, "3600");
        String jobs = "SELECT COUNT(*) FROM ruqi_jobs WHERE id LIKE 'task:1%'";

        ledger.update("UPDATE task SET is_valid = 1 WHERE id BETWEEN 100000 AND 199999");
        until(jobs, ROWS);
        ledger.update("UPDATE task SET spec = '1800' WHERE id BETWEEN 100000 AND 199999");
        until(jobs + " AND job_rule = '1800s'", ROWS);
        ledger.update("UPDATE task SET is_valid = 0 WHERE id BETWEEN 100000 AND 199999");
        until(jobs, 0);

        ledger.requireEveryInstantOnce("bystander", 1_000_000);
    }

    @Test
    void rows_that_one_statement_spoils_all_say_so_and_make_one_notice() throws Exception {
        insert(200_000, ROWS, "often");

        ledger.update("UPDATE task SET is_valid = 1 WHERE id BETWEEN 200000 AND 299999");
        until(UNUSABLE + " AND id BETWEEN 200000 AND 299999", ROWS);
        Eventually.until(PATIENCE, () -> !NOTICES.isEmpty());
        ledger.update("UPDATE task SET is_valid = 0 WHERE id BETWEEN 200000 AND 299999");
        until(UNUSABLE + " AND id BETWEEN 200000 AND 299999", 0);
        Eventually.until(PATIENCE, () -> NOTICES.getLast().path("is_recovery").asBoolean());

        assertThat(NOTICES).hasSizeLessThanOrEqualTo(3); // "more like this" when a turn saw only a part of the rows
        assertThat(NOTICES.getFirst().path("object").asText()).isEqualTo("task");
        assertThat(NOTICES.getFirst().path("text").asText())
                .contains("rows of the table task cannot be used, such as row 2")
                .contains("often");
    }

    @Test
    void a_row_that_cannot_be_stored_and_rows_that_a_user_has_locked_harm_no_other_of_their_group() throws Exception {
        insert(300_000, 40, "3600");
        insert(300_100, 5, "often");
        ledger.update("CREATE TRIGGER spoil BEFORE INSERT ON ruqi_jobs FOR EACH ROW"
                + " IF NEW.id = 'task:300007' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF");

        try (Connection user = ledger.connect();
                Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.executeUpdate("UPDATE task SET `desc` = 'mine' WHERE id IN (300100, 300101, 300102)");
            for (int id : IntStream.concat(IntStream.range(300_000, 300_040), IntStream.of(300_103, 300_104))
                    .toArray()) { // one by one: one statement for all may read, and wait for, the locked rows
                ledger.update("UPDATE task SET is_valid = 1 WHERE id = " + id);
            }

            until("SELECT COUNT(*) FROM ruqi_jobs WHERE id LIKE 'task:300%'", 39);
            until(UNUSABLE + " AND id BETWEEN 300000 AND 399999", 3);
            assertThat(ledger.text("SELECT extra FROM task WHERE id = 300007")).contains("could not be stored");
            statement.executeUpdate("UPDATE task SET is_valid = 1 WHERE id IN (300100, 300101, 300102)");
            user.commit();
        }
        until(UNUSABLE + " AND id BETWEEN 300000 AND 399999", 6);
        ledger.update("DROP TRIGGER spoil");
        until("SELECT COUNT(*) FROM ruqi_jobs WHERE id LIKE 'task:300%'", 40);
        until(UNUSABLE + " AND id BETWEEN 300000 AND 399999", 5);
        ledger.update("UPDATE task SET is_valid = 0 WHERE id BETWEEN 300000 AND 399999");
    }
}
