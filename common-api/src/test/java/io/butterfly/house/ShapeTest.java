package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The budgets of the source tree, over all modules: a file or package that outgrows them hides a concept without a
 * name.
 */
class ShapeTest {
    private static final int MAX_LINES = 250;
    private static final int MAX_COLUMNS = 120;
    private static final int MAX_TYPES = 20;
    private static final int MAX_LUA_LINES = 60;
    private static final int MAX_LUA_COLUMNS = 100;

    private final List<Path> sources = SourceTree.mainSources(".java");
    private final List<Path> scripts = SourceTree.mainSources(".lua");

    @Test
    void a_file_has_at_most_250_lines_of_120_columns() {
        assertThat(longFiles(sources, MAX_LINES)).isEmpty();
        assertThat(longLines(sources, MAX_COLUMNS)).isEmpty();
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
        assertThat(longFiles(scripts, MAX_LUA_LINES)).isEmpty();
        assertThat(longLines(scripts, MAX_LUA_COLUMNS)).isEmpty();
        assertThat(scripts)
                .filteredOn(path -> !hasHeader(SourceTree.lines(path)))
                .isEmpty();
    }

    private static boolean hasHeader(List<String> lines) {
        return lines.stream().anyMatch(line -> line.startsWith("-- KEYS"))
                && lines.stream().anyMatch(line -> line.startsWith("-- Returns"));
    }

    private static List<String> longFiles(List<Path> files, int limit) {
        return files.stream()
                .filter(path -> SourceTree.lines(path).size() > limit)
                .map(path -> path + " has " + SourceTree.lines(path).size() + " lines")
                .toList();
    }

    private static List<String> longLines(List<Path> files, int columns) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = SourceTree.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > columns) {
                    found.add(file + ":" + (i + 1));
                }
            }
        }
        return found;
    }
}
