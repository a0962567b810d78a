package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.process.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Start, crash, start again, stop. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {
    private static final Map<String, String> JOB = Map.of(
            "job_trigger", "cron", "job_id", "kept", "job_name", "it", "cmd", "/demo_api/ping", "rule", "0 20 2 * * *");

    @TempDir
    Path dir;

    @Test
    void what_a_killed_launcher_left_behind_is_cleaned_up_and_the_data_kept_and_a_stop_leaves_nothing()
            throws Exception {
        Path data = dir.resolve("data");
        int port = Ports.free();
        RunningSetUp first = RunningSetUp.start(data, port, Map.of());
        assertThat(first.output().subList(0, 6))
                .as("one line a service, and ready")
                .noneMatch(line -> line.contains("WARN"))
                .filteredOn(line -> line.contains(" Service - started in "))
                .hasSize(5);
        assertThat(first.output().get(5)).isEqualTo("ready " + first.address());
        assertThat(first.post("/ruqi/job_add", JOB).path("stat").asText()).isEqualTo("OK");
        List<ProcessHandle> ofTheFirst = first.processes();
        assertThat(ofTheFirst).hasSize(6);

        first.killLauncher();
        assertThat(ofTheFirst).allMatch(ProcessHandle::isAlive);
        RunningSetUp second = RunningSetUp.start(data, port, Map.of());

        assertThat(ofTheFirst).noneMatch(ProcessHandle::isAlive);
        assertThat(second.get("/ruqi/job_show?job_id=kept").path("stat").asText())
                .isEqualTo("OK");

        databases_that_die_come_back(second);

        List<ProcessHandle> ofTheSecond = second.processes();
        second.stop();

        assertThat(ofTheSecond).hasSize(6).noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("run").toFile().list((folder, name) -> name.endsWith(".pid")))
                .isEmpty();
        assertThat(second.output()).contains("stopped");
    }

    private static void databases_that_die_come_back(RunningSetUp setUp) throws Exception {
        String ports = setUp.ports().toString();
        setUp.kill("mariadb");
        setUp.kill("redis");

        Eventually.within(Duration.ofMinutes(4), () -> {
            assertThat(setUp.get("/ruqi/job_show?job_id=kept").path("stat").asText())
                    .isEqualTo("OK");
            assertThat(setUp.post("/baichuan/task_create", Map.of("handler", "/demo_api/ping", "params", Map.of()))
                            .path("stat")
                            .asText())
                    .isEqualTo("OK");
        });
        assertThat(setUp.ports()).hasToString(ports);
    }
}
