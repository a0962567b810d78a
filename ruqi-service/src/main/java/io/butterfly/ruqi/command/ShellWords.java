package io.butterfly.ruqi.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words. Quotation marks mean what they mean in a shell; nothing else does. */
final class ShellWords {
    private static final String EXPANDED = "$`\\";
    private static final String UNQUOTED = EXPANDED + "|<>&*";

    private ShellWords() {}

    /**
     * The first character that a shell would give a meaning to, quotation marks aside; empty when a shell would read
     * the same words.
     */
    static Optional<Character> shellOnly(String line) {
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote != '\'' && (quote == 0 ? UNQUOTED : EXPANDED).indexOf(c) >= 0) {
                return Optional.of(c);
            }
        }
        return Optional.empty();
    }

    /** Empty when a quotation mark is not closed. */
    static Optional<List<String>> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
            } else {
                word = (word == null ? new StringBuilder() : word).append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }
}
