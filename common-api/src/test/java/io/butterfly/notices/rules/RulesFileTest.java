package io.butterfly.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFileTest {
    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("notices.yml"), text);
    }

    @Test
    void a_changed_file_counts_and_a_broken_one_changes_nothing() throws IOException {
        RulesFile file = new RulesFile(Optional.of(write("sinks: {a: {type: log}}")));

        write("sinks: {a: {type: log}, other: {type: log}}");
        file.refresh();
        assertThat(file.current().sinks()).containsOnlyKeys("a", "other");

        write("sinks: [");
        file.refresh();
        assertThat(file.current().sinks()).containsOnlyKeys("a", "other");

        write("sinks: {b: {type: log}}");
        file.refresh();
        assertThat(file.current().sinks()).containsOnlyKeys("b");
    }

    @Test
    void a_broken_or_missing_file_ends_the_start() throws IOException {
        Path broken = write("sinks: 7");

        assertThatThrownBy(() -> new RulesFile(Optional.of(broken)))
                .hasMessage(broken + ": sinks must have named members");
        assertThatThrownBy(() -> new RulesFile(Optional.of(folder.resolve("none"))))
                .hasMessageContaining("none: it cannot be read: NoSuchFileException");
    }

    @Test
    void without_a_file_everything_goes_to_the_log() {
        assertThat(new RulesFile(Optional.empty()).current()).isEqualTo(Rules.STANDARD);
    }
}
