package io.butterfly.settings;

import io.butterfly.outbound.PeerList;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a value that is not blank: the rest of a sentence that begins with {@code NAME=value}, empty when nothing is
 * wrong.
 */
@FunctionalInterface
interface Rule {
    Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    Optional<String> objection(String value);

    static Rule anything() {
        return value -> Optional.empty();
    }

    static Rule oneOf(String... values) {
        return value -> List.of(values).contains(value)
                ? Optional.empty()
                : Optional.of("must be " + String.join(" or ", values));
    }

    static Rule number(long least, long most) {
        return value -> value.matches("-?\\d{1,18}") && Long.parseLong(value) >= least && Long.parseLong(value) <= most
                ? Optional.empty()
                : Optional.of("must be a whole number from " + least + " to " + most);
    }

    /** @param withNames whether host names may stand there too */
    static Rule peers(boolean withNames) {
        return value -> {
            List<String> elements = List.of(value.split(",", -1));
            try {
                if (withNames) {
                    PeerList.of(elements);
                } else {
                    PeerList.ofRanges(elements);
                }
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of("must be addresses and ranges such as 10.0.0.0/8"
                        + (withNames ? ", or host names" : "") + ", several with commas");
            }
        };
    }

    static Rule bytes() {
        return value -> value.matches("(?i)[1-9]\\d{0,12}([KMG]B)?")
                ? Optional.empty()
                : Optional.of("must be bytes, such as 64MB");
    }

    static Rule fraction() {
        return value -> value.matches("0?\\.\\d{1,9}|1(\\.0+)?") && Double.parseDouble(value) > 0
                ? Optional.empty()
                : Optional.of("must be a number above 0 and up to 1, such as 0.9");
    }

    static Rule duration(Duration least, Duration most) {
        return value -> {
            if (value.matches("\\d+")) {
                return Optional.of("needs a unit: " + value + "s");
            }
            Matcher given = DURATION.matcher(value);
            boolean isRight = given.matches()
                    && parsed(given).compareTo(least) >= 0
                    && parsed(given).compareTo(most) <= 0;
            return isRight
                    ? Optional.empty()
                    : Optional.of("must be a duration from " + written(least) + " to " + written(most)
                            + ", such as 30s (units: ms, s, m, h, d)");
        };
    }

    private static Duration parsed(Matcher duration) {
        long count = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static String written(Duration duration) {
        return duration.toMillis() % 1000 != 0 || duration.isZero()
                ? duration.toMillis() + "ms"
                : duration.toSeconds() % 3600 == 0
                        ? duration.toHours() + "h"
                        : duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    static Rule zone() {
        return value -> {
            try {
                ZoneId.of(value);
                return Optional.empty();
            } catch (DateTimeException e) {
                return Optional.of("must be a time zone such as Europe/Berlin or UTC");
            }
        };
    }

    /** Of a member of replies that is no other member. */
    static Rule memberName() {
        return value -> value.matches("[A-Za-z_][A-Za-z0-9_-]{0,63}")
                        && !List.of("stat", "data", "reason").contains(value)
                ? Optional.empty()
                : Optional.of("must be a name such as success, and none of stat, data and reason");
    }

    /** Codes and values. */
    static Rule statMap() {
        return value -> value.matches("\\s*[A-Za-z0-9_]+\\s*=[^=,]*(,\\s*[A-Za-z0-9_]+\\s*=[^=,]*)*")
                        && value.matches("(.*,)?\\s*default\\s*=.*")
                ? Optional.empty()
                : Optional.of("must have the form OK=true,default=false");
    }

    /** {@code http://host:port}, several with commas. */
    static Rule addresses(boolean many) {
        return value -> List.of(many ? value.split(",") : new String[] {value}).stream()
                        .allMatch(part -> isAddress(part.strip()))
                ? Optional.empty()
                : Optional.of("must have the form http://host:port" + (many ? ", several with commas" : ""));
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getPort() <= 65_535
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
