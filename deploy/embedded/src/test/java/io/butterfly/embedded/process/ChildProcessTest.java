package io.butterfly.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.process.ChildProcess.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path dir;

    private PidFile pidFile;

    @BeforeEach
    void name_the_pid_file() {
        pidFile = new PidFile(dir.resolve("child.pid"));
    }

    @Test
    void its_pid_file_lives_as_long_as_it() throws Exception {
        ChildProcess child = ChildProcess.start(shell("sleep 60"));
        assertThat(Files.readString(pidFile.path()).strip()).isEqualTo(Long.toString(child.pid()));
        Eventually.within(
                Duration.ofSeconds(60), () -> assertThat(pidFile.owner()).isPresent());

        child.stop(Duration.ofSeconds(5));

        assertThat(child.isAlive()).isFalse();
        assertThat(pidFile.path()).doesNotExist();
    }

    @Test
    void one_that_ignores_the_request_to_end_is_killed() {
        ChildProcess child = ChildProcess.start(shell("trap '' TERM; echo ready; while true; do sleep 0.05; done"));
        Eventually.until(Duration.ofSeconds(60), () -> Files.readString(dir.resolve("child.log"))
                .contains("ready"));

        child.stop(Duration.ofMillis(200));

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void one_on_a_leash_ends_with_a_parent_that_is_killed() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeashedParent.class.getName(),
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("parent.log").toFile())
                .start();
        Eventually.until(Duration.ofSeconds(60), () -> Files.readString(dir.resolve("parent.log"))
                .contains("leashed"));
        ProcessHandle child = pidFile.owner().orElseThrow();

        parent.destroyForcibly();

        Eventually.until(Duration.ofSeconds(60), () -> !child.isAlive());
    }

    /** A JVM with one child. */
    static final class LeashedParent {
        public static void main(String[] args) throws Exception {
            Path dir = Path.of(args[0]);
            ChildProcess child = ChildProcess.start(shell(dir, "sleep 60"));
            child.endWithThisJvm();
            System.out.println("leashed");
            Thread.currentThread().join();
        }
    }

    @Test
    void a_pid_that_belongs_to_another_process_is_never_signalled() {
        Command command = shell("sleep 60");
        ChildProcess child = ChildProcess.start(command);
        PidFile strangers = new PidFile(dir.resolve("other.pid"));
        strangers.write(child.pid());

        strangers.endLeftBehind();

        assertThat(child.isAlive()).isTrue();
        assertThat(strangers.path()).doesNotExist();
        child.kill();
    }

    @Test
    void a_child_that_dies_at_once_is_reported_with_its_last_words() {
        ChildProcess child = ChildProcess.start(shell("echo no such disk; exit 3"));

        assertThatThrownBy(() -> child.await(() -> false, Duration.ofSeconds(5)))
                .hasMessageContaining("child ended with code 3")
                .hasMessageContaining("no such disk");
    }

    @Test
    void a_child_that_is_never_ready_is_ended() {
        ChildProcess child = ChildProcess.start(shell("sleep 60"));

        assertThatThrownBy(() -> child.await(() -> false, Duration.ofMillis(100)))
                .hasMessageContaining("was not ready within");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void a_command_must_name_its_pid_file() {
        assertThatThrownBy(
                        () -> new Command("child", List.of("/bin/true"), Map.of(), pidFile, dir.resolve("child.log")))
                .hasMessageContaining("must name its pid file");
    }

    private Command shell(String script) {
        return shell(dir, script);
    }

    private static Command shell(Path dir, String script) {
        PidFile pidFile = new PidFile(dir.resolve("child.pid"));
        return new Command(
                "child",
                List.of("/bin/sh", "-c", script + " # " + pidFile.path()),
                Map.of(),
                pidFile,
                dir.resolve("child.log"));
    }
}
