package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.ReplicaProcess;
import io.butterfly.ruqi.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a service leaves behind that is killed without warning. */
@Execution(ExecutionMode.CONCURRENT)
class KilledServiceTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path scripts;

    @TempDir
    Path logs;

    @Test
    void its_scripts_end_with_their_children() throws Exception {
        Files.writeString(scripts.resolve("forever.sh"), "sleep 600 & echo $! > child; echo $$ > leader; wait");
        Map<String, String> environment = ReplicaProcess.environment(
                Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()), "http://127.0.0.1:1");
        environment.put("RUQI_SCRIPTS_ROOT", scripts.toString());
        try (ReplicaProcess ruqi =
                ReplicaProcess.start(environment, logs.resolve("log")).awaitReady()) {
            assertThat(ruqi.get("/ruqi/job_add?job_trigger=date&job_id=s&job_name=n&rule=now&cmd=bash%20forever.sh"))
                    .isEqualTo(200);
            Eventually.until(
                    SOON,
                    () -> Files.exists(scripts.resolve("leader"))
                            && !text("leader").isEmpty());
            assertThat(isAlive("leader") && isAlive("child")).isTrue();

            ruqi.kill();

            Eventually.until(SOON, () -> !isAlive("leader") && !isAlive("child"));
        }
    }

    private boolean isAlive(String file) throws Exception {
        return ProcessHandle.of(Long.parseLong(text(file)))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private String text(String file) throws Exception {
        return Files.readString(scripts.resolve(file)).strip();
    }
}
