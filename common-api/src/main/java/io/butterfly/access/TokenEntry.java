package io.butterfly.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the token file: {@code NAME ROLE SHA256 [expires=DATE] [handlers=PREFIX,PREFIX]}.
 *
 * @param hash of the token, SHA-256, 64 hexadecimal digits
 * @param expires when it stops being good: the end of its day, UTC
 */
record TokenEntry(Identity identity, String hash, Optional<Instant> expires) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String EXPIRES = "expires=";
    private static final String HANDLERS = "handlers=";

    /** Throws IllegalArgumentException with one line that says what is wrong; it never repeats the hash. */
    static TokenEntry parse(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        if (words.size() < 3) {
            throw new IllegalArgumentException("it needs a name, a role and the SHA-256 of a token");
        }
        String name = require(words.get(0), NAME, "the name has other characters than letters, digits and . _ @ -");
        Role role = Role.of(words.get(1))
                .orElseThrow(() -> new IllegalArgumentException(name + ": there is no role " + words.get(1)));
        String hash = require(words.get(2), HASH, name + ": the hash must have 64 hexadecimal digits, lower case");
        Optional<Instant> expires = Optional.empty();
        List<String> handlers = new ArrayList<>();
        for (String option : words.subList(3, words.size())) {
            if (option.startsWith(EXPIRES)) {
                expires = Optional.of(endOf(name, option.substring(EXPIRES.length())));
            } else if (option.startsWith(HANDLERS)) {
                handlers.addAll(prefixes(name, option.substring(HANDLERS.length())));
            } else {
                throw new IllegalArgumentException(name + ": " + option + " is neither expires= nor handlers=");
            }
        }
        return new TokenEntry(new Identity(name, role, handlers), hash, expires);
    }

    private static String require(String text, Pattern pattern, String objection) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(objection);
        }
        return text;
    }

    private static Instant endOf(String name, String date) {
        try {
            return LocalDate.parse(date).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": " + date + " is no date such as 2027-12-31", e);
        }
    }

    private static List<String> prefixes(String name, String given) {
        List<String> prefixes = List.of(given.split(","));
        if (given.isEmpty() || !prefixes.stream().allMatch(prefix -> prefix.startsWith("/"))) {
            throw new IllegalArgumentException(
                    name + ": handlers= takes prefixes that begin with /, as in /etl/,/mail/");
        }
        return prefixes;
    }

    boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }
}
