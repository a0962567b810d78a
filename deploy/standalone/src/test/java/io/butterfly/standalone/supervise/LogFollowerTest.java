package io.butterfly.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void whole_new_lines_appear_with_the_name_of_their_process() throws Exception {
        Path log = Files.writeString(dir.resolve("ruqi-1.log"), "of the last run\n");
        try (LogFollower follower = new LogFollower(
                Map.of("ruqi-1", log, "redis", dir.resolve("none.log")), line -> true, new PrintStream(out))) {
            append(log, "one\ntw");
            Eventually.within(
                    Duration.ofSeconds(60), () -> assertThat(printed()).isEqualTo("ruqi-1     | one\n"));

            append(log, "o 如期\n");
            Eventually.within(Duration.ofSeconds(60), () -> assertThat(printed())
                    .isEqualTo("ruqi-1     | one\nruqi-1     | two 如期\n"));
        }
    }

    @Test
    void a_file_that_was_emptied_is_read_from_its_beginning() throws Exception {
        Path log = Files.writeString(dir.resolve("a.log"), "a long line of the last run\n");
        try (LogFollower follower = new LogFollower(Map.of("a", log), line -> true, new PrintStream(out))) {
            Files.writeString(log, "");
            append(log, "new\n");
            Eventually.within(
                    Duration.ofSeconds(60), () -> assertThat(printed()).endsWith("| new\n"));
        }
    }

    @Test
    void a_line_that_is_not_to_be_shown_is_left_out() throws Exception {
        Path log = Files.writeString(dir.resolve("a.log"), "");
        try (LogFollower follower =
                new LogFollower(Map.of("a", log), line -> line.startsWith("yes"), new PrintStream(out))) {
            append(log, "no\nyes 1\nno\nyes 2\n");

            follower.catchUp();

            assertThat(printed()).isEqualTo("a          | yes 1\na          | yes 2\n");
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void append(Path log, String text) throws Exception {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
