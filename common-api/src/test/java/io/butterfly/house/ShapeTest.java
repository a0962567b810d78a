package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The budgets of the source tree, over all modules: a file or package that outgrows them hides a concept without a
 * name.
 */
class ShapeTest {
    private static final int MAX_LINES = 320;
    private static final int MAX_TYPES = 20;
    private static final int MAX_LUA_LINES = 60;
    private static final Path ROOT = Path.of("..");

    private final List<Path> sources = files(".java")
            .filter(path -> path.toString().contains("/src/main/java/"))
            .toList();

    @Test
    void a_file_has_at_most_320_lines() {
        assertThat(sources.stream().filter(path -> lines(path) > MAX_LINES)).isEmpty();
    }

    @Test
    void a_package_has_at_most_20_types_and_a_sentence_of_its_own() {
        Map<Path, Long> types = sources.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        assertThat(types).allSatisfy((folder, files) -> {
            assertThat(folder.resolve("package-info.java")).exists().content().contains("/**");
            assertThat(files - 1).as("types in %s", folder).isLessThanOrEqualTo(MAX_TYPES);
        });
    }

    @Test
    void a_script_is_short_and_says_what_it_takes_and_returns() {
        assertThat(files(".lua")).allSatisfy(path -> {
            assertThat(lines(path)).as("lines of %s", path).isLessThanOrEqualTo(MAX_LUA_LINES);
            assertThat(path).content().contains("-- KEYS").contains("-- Returns");
        });
    }

    private static Stream<Path> files(String ending) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all
                    .filter(path ->
                            path.toString().endsWith(ending) && !path.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
