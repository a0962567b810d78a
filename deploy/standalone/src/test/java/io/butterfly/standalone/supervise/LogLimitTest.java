package io.butterfly.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLimitTest {
    @TempDir
    Path dir;

    @Test
    void a_log_that_grows_large_while_its_process_writes_makes_room_for_new_lines_and_keeps_the_old_ones_once()
            throws Exception {
        Path large = Files.writeString(dir.resolve("large.log"), "x".repeat(101));
        Path small = Files.writeString(dir.resolve("small.log"), "x".repeat(100));

        try (var writer = Files.newBufferedWriter(large, StandardOpenOption.APPEND);
                LogLimit limit = new LogLimit(List.of(large, small, dir.resolve("none.log")), 100)) {
            Eventually.until(Duration.ofSeconds(60), () -> Files.size(large) == 0);
            writer.write("new");
        }

        assertThat(large).hasContent("new");
        assertThat(dir.resolve("large.log.1")).hasContent("x".repeat(101));
        assertThat(small).hasContent("x".repeat(100));
        assertThat(dir.resolve("small.log.1")).doesNotExist();
    }
}
