package io.butterfly.ruqi;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The manual's FAQ (page 000 §4), and what a process says when it cannot start. */
@Execution(ExecutionMode.CONCURRENT)
class StartTest {
    @TempDir
    Path folder;

    @Test
    void an_address_that_is_none_ends_the_process_with_one_line_that_names_the_setting() throws Exception {
        Path log = folder.resolve("log");
        Map<String, String> environment = Map.of(
                "RUQI_MYSQL_URL", "mysql+retrypool:/nowhere", "BUTTERFLY_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/x");

        try (ReplicaProcess ruqi = ReplicaProcess.start(environment, log)) {
            assertThat(ruqi.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(ruqi.process().exitValue()).isNotZero();
            List<String> said = Files.readAllLines(log).stream()
                    .filter(line -> !line.contains("|-") && !line.isBlank())
                    .toList();
            assertThat(said)
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("RUQI_MYSQL_URL");
            assertThat(said).noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
        }
    }

    @Test
    void a_setting_that_cannot_be_understood_ends_the_process_with_one_line() throws Exception {
        Path log = folder.resolve("log");
        Map<String, String> environment = Map.of(
                "RUQI_LEASE",
                "30",
                "BUTTERFLY_ZONE",
                "Mars",
                "BUTTERFLY_MYSQL_URL",
                "jdbc:mysql://127.0.0.1:1/x",
                "RUQI_SCRIPTS_ROOT",
                "");

        try (ReplicaProcess ruqi = ReplicaProcess.start(environment, log)) {
            assertThat(ruqi.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(ruqi.process().exitValue()).isNotZero();
            List<String> said = Files.readAllLines(log).stream()
                    .filter(line -> !line.contains("|-") && !line.isBlank())
                    .toList();
            assertThat(said)
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("RUQI_LEASE=30 needs a unit: 30s", "BUTTERFLY_ZONE=Mars");
            assertThat(said).noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
        }
    }

    @Test
    void a_file_of_notices_that_cannot_be_understood_ends_the_process_with_one_line_without_its_secrets()
            throws Exception {
        Path log = folder.resolve("log");
        Path file = Files.writeString(folder.resolve("notices.yml"), "sinks: {chat: {type: webhook, url: s3cret}}\n");
        Map<String, String> environment =
                Map.of("BUTTERFLY_NOTICES_FILE", file.toString(), "BUTTERFLY_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/x");

        try (ReplicaProcess ruqi = ReplicaProcess.start(environment, log)) {
            assertThat(ruqi.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(ruqi.process().exitValue()).isNotZero();
            assertThat(Files.readAllLines(log))
                    .noneMatch(line -> line.contains("\tat ") || line.contains("s3cret"))
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("cannot start: BUTTERFLY_NOTICES_FILE: " + file + ": sinks.chat.url must have the form");
        }
    }

    @Test
    void its_settings_come_from_the_environment() throws Exception {
        Files.writeString(folder.resolve("t.sh"), "echo \"from $PWD with [$BUTTERFLY_MYSQL_URL]\"");
        String database = TestService.newDatabase(Servers.mariaDb());
        Map<String, String> environment = ReplicaProcess.environment(Servers.mariaDb(), database, "http://127.0.0.1:1");
        environment.put("RUQI_SCRIPTS_ROOT", folder.toString());
        environment.put("RUQI_LEASE", "2s");
        environment.put("BUTTERFLY_ZONE", "Pacific/Kiritimati");
        Ledger ledger = new Ledger(Servers.mariaDb(), database);

        try (ReplicaProcess ruqi =
                ReplicaProcess.start(environment, folder.resolve("log")).awaitReady()) {
            ruqi.get("/ruqi/job_add?job_trigger=date&job_id=script&job_name=n&cmd=bash%20t.sh&rule=now");

            Eventually.until(Duration.ofSeconds(60), () -> "succeeded"
                    .equals(ledger.text("SELECT status FROM ruqi_jobs_history")));
            assertThat(ledger.text("SELECT cmd_output FROM ruqi_jobs_history"))
                    .isEqualTo("from " + folder.toRealPath() + " with []");
            assertThat(ledger.text("SELECT scheduler_name FROM ruqi_jobs_history"))
                    .endsWith(ruqi.nameEnd());
            assertThat(ledger.text("SELECT c_time > UTC_TIMESTAMP() + INTERVAL 13 HOUR FROM ruqi_jobs_history"))
                    .isEqualTo("1");
        }
    }

    @Test
    void without_rights_it_answers_refuses_and_begins_by_itself_when_they_are_granted() throws Exception {
        String database = TestService.newDatabase(Servers.mariaDb());
        Ledger admin = new Ledger(Servers.mariaDb(), database);
        String user = "nobody_" + ProcessHandle.current().pid();
        admin.update("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'secret'");
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.mysql.user", user);
        properties.put("butterfly.mysql.password", "secret");

        try (Peer peer = Peer.start()) {
            properties.put("butterfly.baichuan.url", peer.url(""));
            try (TestService ruqi = TestService.start(properties)) {
                assertThat(ruqi.get("/health/readiness").statusCode()).isEqualTo(503);
                assertThat(ruqi.add("date", "refused", "/demo_api/hello", "now").toString())
                        .contains("ERR_SERVER_EXCEPTION", "database")
                        .doesNotContain("secret", user);

                admin.update("GRANT ALL PRIVILEGES ON `" + database + "`.* TO '" + user + "'@'%'");

                ruqi.awaitReady();
                ruqi.add("date", "granted", "/demo_api/hello", "now");
                Eventually.until(
                        Duration.ofSeconds(60), () -> ruqi.history("granted").size() == 1);
            }
        }
    }
}
