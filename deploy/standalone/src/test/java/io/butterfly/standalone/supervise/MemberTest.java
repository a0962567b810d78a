package io.butterfly.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.ChildProcess.Command;
import io.butterfly.embedded.process.PidFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final List<ChildProcess> started = new CopyOnWriteArrayList<>();

    @Test
    void a_process_that_dies_is_started_again() {
        try (Member member = Member.start("sleeper", launch("sleep 60"))) {
            Eventually.until(SOON, () -> started.size() == 1);

            started.getFirst().kill();

            Eventually.until(SOON, () -> started.size() == 2);
            assertThat(started.getLast().isAlive()).isTrue();
        }
        assertThat(started).noneMatch(ChildProcess::isAlive);
    }

    @Test
    void one_that_cannot_run_is_tried_again_and_again() {
        try (Member member = Member.start("broken", launch("exit 1"))) {
            Eventually.until(SOON, () -> started.size() >= 3);
        }
    }

    @Test
    void a_start_that_fails_is_tried_again() {
        List<String> tries = new CopyOnWriteArrayList<>();
        Supplier<ChildProcess> launch = launch("sleep 60");
        Supplier<ChildProcess> secondTime = () -> {
            tries.add("try");
            if (tries.size() == 1) {
                throw new IllegalStateException("the disk is full");
            }
            return launch.get();
        };

        try (Member member = Member.start("late", secondTime)) {
            Eventually.until(SOON, () -> started.size() == 1);
        }
    }

    @Test
    void a_closed_member_starts_nothing_any_more() {
        Member member = Member.start("sleeper", launch("sleep 60"));
        Eventually.until(SOON, () -> started.size() == 1);

        member.close();

        assertThat(started).hasSize(1).noneMatch(ChildProcess::isAlive);
    }

    private Supplier<ChildProcess> launch(String script) {
        PidFile pidFile = new PidFile(dir.resolve("child.pid"));
        Command command = new Command(
                "child",
                List.of("/bin/sh", "-c", script + " # " + pidFile.path()),
                Map.of(),
                pidFile,
                dir.resolve("child.log"));
        return () -> {
            ChildProcess child = ChildProcess.start(command);
            started.add(child);
            return child;
        };
    }
}
