package io.butterfly.ruqi.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.process.Ports;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.ReplicaProcess;
import io.butterfly.ruqi.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What an operator sees of the database, and how its tables come to be. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class DatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NO_BAICHUAN = "http://127.0.0.1:1";

    @TempDir
    Path folder;

    final String database = TestService.newDatabase(Servers.mariaDb());
    final Ledger ledger = new Ledger(Servers.mariaDb(), database);

    @Nested
    class health_says_why_it_cannot_be_used {
        @Test
        void a_password_that_is_wrong() throws Exception {
            String user = "right_" + ProcessHandle.current().pid();
            ledger.update("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret'");

            assertProblem(
                    Map.of("butterfly.mysql.user", user, "butterfly.mysql.password", "wrong"),
                    "it refuses this user, or the password");
        }

        @Test
        void a_database_that_is_not_there() {
            assertProblem(
                    Map.of(
                            "butterfly.mysql.url",
                            Servers.mariaDb().jdbcUrl("no_such_database").replaceFirst("\\?.*", "")),
                    "it has no database of this name");
        }

        @Test
        void a_port_where_nothing_listens() {
            assertProblem(
                    Map.of("butterfly.mysql.url", "mysql://127.0.0.1:" + Ports.free() + "/x"),
                    "nothing listens at its address");
        }

        @Test
        void a_host_that_is_unknown() {
            assertProblem(
                    Map.of("butterfly.mysql.url", "mysql://no-such-host.invalid/x"), "the name of its host is unknown");
        }

        @Test
        void a_server_without_the_tls_that_the_address_asks_for() {
            assumeTrue(
                    System.getProperty("butterfly.test.mysql.url", "").isBlank()
                            && "embedded".equals(System.getProperty("butterfly.test.servers")),
                    "only the embedded MariaDB is known to have no TLS");
            String address = Servers.mariaDb().jdbcUrl(database);

            assertProblem(
                    Map.of("butterfly.mysql.url", address.replaceFirst("\\?.*", "") + "?sslMode=REQUIRED"), "SSL");
        }

        private void assertProblem(Map<String, Object> settings, String problem) {
            Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
            properties.put("butterfly.baichuan.url", NO_BAICHUAN);
            properties.putAll(settings);
            try (TestService ruqi = TestService.start(properties)) {
                Eventually.within(LIMIT, () -> {
                    assertThat(Json.tree(ruqi.get("/health/readiness").body())
                                    .at("/details/mysql/details/problem")
                                    .asText())
                            .contains(problem);
                    assertThat(Json.tree(ruqi.get("/health/readiness").body())
                                    .at("/details/firing/details/database")
                                    .asText())
                            .contains(problem);
                });
                assertThat(ruqi.get("/ruqi/job_list").body())
                        .contains("the database cannot be reached")
                        .doesNotContain("secret", "right_");
            }
        }
    }

    @Test
    void health_says_which_server_it_is_and_whether_the_connection_has_tls() {
        String password = Servers.mariaDb().password(); // a given server may ask for none
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", NO_BAICHUAN);
        try (TestService ruqi = TestService.start(properties).awaitReady()) {
            assertThat(ruqi.get("/health").body()).doesNotContain("iscoveryClient", "-MariaDB");
            assertThat(Json.tree(ruqi.get("/health").body())
                            .at("/details/mysql/details/connection")
                            .asText())
                    .contains("/" + database, "TLS")
                    .doesNotContain("?")
                    .doesNotContain(password.isEmpty() ? "?" : password);
        }
    }

    @Nested
    class replicas_that_start_together {
        @Test
        void make_the_tables_in_turn_without_a_word_of_failure() throws Exception {
            Map<String, String> environment = ReplicaProcess.environment(Servers.mariaDb(), database, NO_BAICHUAN);
            List<ReplicaProcess> replicas = new ArrayList<>();
            try {
                for (int i = 1; i <= 2; i++) {
                    replicas.add(ReplicaProcess.start(environment, folder.resolve("log-" + i)));
                }
                for (ReplicaProcess replica : replicas) {
                    Eventually.until(Duration.ofMinutes(3), () -> replica.get("/health/readiness") == 200);
                }
            } finally {
                replicas.forEach(ReplicaProcess::close);
            }

            for (int i = 1; i <= 2; i++) {
                assertThat(Files.readAllLines(folder.resolve("log-" + i)))
                        .noneMatch(line -> line.contains("ERROR")
                                || line.contains("cannot be used")
                                || line.contains("-schema failed")
                                || line.contains("\tat "))
                        .anyMatch(line -> line.contains("the database is ") && line.contains("TLS"));
            }
        }
    }

    @Nested
    class with_migrate_only {
        @Test
        void the_process_makes_the_tables_and_ends() throws Exception {
            assertThat(migrate("log")).isZero();

            assertThat(ledger.text("SELECT COUNT(*) FROM ruqi_jobs")).isEqualTo("0");
            assertThat(ledger.text("SELECT COUNT(*) FROM ruqi_schedulers"))
                    .as("replicas that registered")
                    .isEqualTo("0");
            assertThat(Files.readString(folder.resolve("log"))).contains("the tables are up to date");
        }

        @Test
        void a_step_that_fails_ends_it_with_one_line_and_the_next_time_all_is_well() throws Exception {
            ledger.update(
                    "CREATE TABLE ruqi_jobs (id varchar(255) CHARACTER SET latin1 NOT NULL PRIMARY KEY) ENGINE=InnoDB");
            ledger.update(
                    "CREATE TABLE other (id varchar(255) CHARACTER SET latin1 NOT NULL, FOREIGN KEY (id) REFERENCES ruqi_jobs (id)) ENGINE=InnoDB");

            assertThat(migrate("first")).isEqualTo(1);
            assertThat(Files.readAllLines(folder.resolve("first")))
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("migration V3 failed");

            ledger.update("DROP TABLE other");
            ledger.update("DROP TABLE ruqi_jobs");
            ledger.update(
                    "CREATE TABLE ruqi_jobs (id varchar(255) NOT NULL PRIMARY KEY, next_run_time double, job_state blob NOT NULL, job_lock tinyint(1) NOT NULL,"
                            + " job_name varchar(64), job_trigger varchar(16), job_rule varchar(64), u_time datetime NOT NULL, c_time datetime NOT NULL, KEY ruqijobs_job_lock (job_lock))");
            assertThat(migrate("second")).isZero();
        }

        private int migrate(String log) throws Exception {
            Map<String, String> environment = ReplicaProcess.environment(Servers.mariaDb(), database, NO_BAICHUAN);
            try (ReplicaProcess ruqi = ReplicaProcess.start(environment, folder.resolve(log), "--migrate-only")) {
                assertThat(ruqi.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
                return ruqi.process().exitValue();
            }
        }
    }

    @Test
    void steps_that_were_done_and_not_recorded_are_passed() throws Exception {
        start();
        String shape = ledger.text(SHAPE);
        ledger.update("DELETE FROM flyway_ruqi WHERE version IS NOT NULL");
        ledger.update("DROP TABLE ruqi_calendars");

        start();

        assertThat(ledger.text(SHAPE)).isEqualTo(shape);
    }

    private static final String SHAPE = """
      SELECT SHA2(GROUP_CONCAT(CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, IFNULL(collation_name, '-')) ORDER BY table_name, column_name), 256)
      FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE 'ruqi%'""";

    private void start() {
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", NO_BAICHUAN);
        TestService.start(properties).awaitReady().close();
    }
}
