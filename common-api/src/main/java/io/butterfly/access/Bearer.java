package io.butterfly.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token in a header: the scheme is written {@code Bearer} by the manual and {@code Bearer:} by its library. */
final class Bearer {
    private static final Pattern SCHEME = Pattern.compile("(?i)bearer:?\\s+(\\S+)\\s*");

    private Bearer() {}

    /** The only one; several different ones are as good as none, because it is unclear which of them counts. */
    static Optional<String> token(List<String> authorization) {
        List<String> tokens = authorization.stream()
                .map(SCHEME::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
        return tokens.size() == 1 ? Optional.of(tokens.getFirst()) : Optional.empty();
    }
}
