package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Words that this project used as a private language. Their plain English is shorter to understand; domain words stand
 * in {@code docs/glossary.md}.
 */
class WordsTest {
    private static final Pattern WIRE_NAME = Pattern.compile("@JsonProperty\\(\"[a-z_]+\"\\)");
    private static final Pattern DIALECT = Pattern.compile(
            "\\b(told|somebody|nobody|owed|owes|heed|heeds|heeded|handful|shelf|shelves|glimpse|remedy|remedies"
                    + "|chores?|telegraph|custody|takings|one go|the original|wish(?:es)?)\\b"
                    + "|\\b(in|into|its|their|his|whose|of|free|no|more|two) hands?\\b"
                    + "|\\bhands? (is|are|it|them|over|out|back)\\b",
            Pattern.CASE_INSENSITIVE);

    @Test
    void documents_are_written_in_plain_english() {
        assertThat(dialect(SourceTree.documents())).isEmpty();
    }

    /** Two keep their words: a migration, because databases hold its checksum, and a member's name on the wire. */
    @Test
    void main_sources_are_written_in_plain_english() {
        assertThat(dialect(SourceTree.mainSources("").stream()
                        .filter(file -> !file.toString().contains("/db/migration/"))
                        .toList()))
                .isEmpty();
    }

    private static List<String> dialect(List<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = SourceTree.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (DIALECT.matcher(WIRE_NAME.matcher(lines.get(i)).replaceAll(""))
                        .find()) {
                    found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        return found;
    }
}
