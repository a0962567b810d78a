package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents: tables that can be read, and links that lead somewhere. */
class DocsTest {
    private static final int MAX_CELL = 160;
    private static final int MAX_WORDS = 25;
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)\\s#]*)(#[^)\\s]*)?\\)");

    @Test
    void a_table_cell_has_at_most_160_characters() {
        assertThat(SourceTree.documents()).allSatisfy(document -> assertThat(
                        prose(document).filter(line -> line.startsWith("|")).flatMap(CELL_BORDER::splitAsStream))
                .as("cells of %s", document)
                .allMatch(cell -> cell.strip().length() <= MAX_CELL));
    }

    @Test
    void a_relative_link_leads_to_a_file_and_to_a_heading_in_it() {
        List<String> broken = new ArrayList<>();
        for (Path document : SourceTree.documents()) {
            prose(document)
                    .flatMap(line -> LINK.matcher(line).results())
                    .filter(link -> !leadsSomewhere(document, link))
                    .forEach(link -> broken.add(document + ": " + link.group()));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void every_decision_is_listed_in_order() {
        Path folder = SourceTree.ROOT.resolve("docs/decisions");

        List<String> listed = prose(folder.resolve("README.md"))
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(SourceTree.documents().stream()
                        .filter(document -> document.startsWith(folder) && !document.endsWith("README.md"))
                        .map(document -> document.getFileName().toString())
                        .toList());
    }

    @Test
    void a_word_of_the_glossary_is_explained_in_at_most_25_words() {
        assertThat(prose(SourceTree.ROOT.resolve("docs/glossary.md"))
                        .filter(line -> line.startsWith("| "))
                        .map(line -> CELL_BORDER.split(line)[2].strip()))
                .isNotEmpty()
                .allMatch(meaning -> meaning.split(" +").length <= MAX_WORDS);
    }

    @Test
    void a_class_that_is_recommended_for_reading_exists() {
        List<String> classes = SourceTree.mainSources(".java").stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .toList();

        assertThat(prose(SourceTree.ROOT.resolve("docs/architecture.md"))
                        .filter(line -> line.startsWith("|"))
                        .flatMap(line -> CLASS.matcher(line).results())
                        .map(name -> name.group(1)))
                .isNotEmpty()
                .isSubsetOf(classes);
    }

    @Test
    void a_test_that_holds_a_defence_exists() {
        List<String> tests = SourceTree.testSources().stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .toList();

        assertThat(prose(SourceTree.ROOT.resolve("docs/security.md"))
                        .filter(line -> line.startsWith("|"))
                        .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
                        .flatMap(held -> CLASS.matcher(held).results())
                        .map(name -> name.group(1)))
                .isNotEmpty()
                .isSubsetOf(tests);
    }

    private static boolean leadsSomewhere(Path document, MatchResult link) {
        Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
        return Files.exists(target)
                && (link.group(2) == null
                        || anchors(target).anyMatch(link.group(2).substring(1)::equals));
    }

    /** Named as code hosts name them. */
    private static Stream<String> anchors(Path document) {
        return prose(document).filter(line -> line.startsWith("#")).map(line -> line.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
    }

    /** The lines outside of code blocks. */
    private static Stream<String> prose(Path document) {
        List<String> lines = new ArrayList<>();
        boolean isCode = false;
        for (String line : SourceTree.lines(document)) {
            if (line.startsWith("```")) {
                isCode = !isCode;
            } else if (!isCode) {
                lines.add(line);
            }
        }
        return lines.stream();
    }
}
