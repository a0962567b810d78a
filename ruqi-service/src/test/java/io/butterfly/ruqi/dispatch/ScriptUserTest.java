package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.butterfly.embedded.Eventually;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.command.Scripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts as another user; only root may try it. */
class ScriptUserTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SERVICE = ProcessHandle.current().pid();

    @BeforeEach
    void onlyRootMayChangeItsUser() {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "it needs root and setpriv");
    }

    @Test
    void the_services_own_user_can_read_the_environment_of_the_service() throws Exception {
        assertThat(output(Optional.empty(), "cat /proc/" + SERVICE + "/environ > /dev/null && echo read"))
                .isEqualTo("read");
    }

    @Test
    void another_user_cannot() throws Exception {
        assertThat(output(
                        Optional.of("nobody:nogroup"),
                        "id -un; id -gn; cat /proc/" + SERVICE + "/environ > /dev/null || echo kept"))
                .startsWith("nobody\nnogroup\n")
                .contains("Permission denied")
                .endsWith("kept");
    }

    @Test
    void another_users_script_is_killed_with_its_children() throws Exception {
        try (ProcessGroup group = start(Optional.of("nobody:nogroup"), "sleep 600 & wait")) {
            Eventually.until(SOON, () -> group.process().descendants().count() >= 3);
            List<ProcessHandle> children = group.process().descendants().toList();

            group.kill();

            Eventually.until(
                    SOON, () -> !group.process().isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static String output(Optional<String> user, String script) throws IOException {
        try (ProcessGroup group = start(user, script)) {
            return new String(group.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static ProcessGroup start(Optional<String> user, String script) throws IOException {
        return ProcessGroup.start(
                new Scripts(Optional.empty(), "python3", user).asUser(),
                List.of("sh", "-c", script),
                Path.of("/"),
                TestFirings.of("id", "job", 1));
    }
}
