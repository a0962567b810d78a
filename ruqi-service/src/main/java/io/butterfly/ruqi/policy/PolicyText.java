package io.butterfly.ruqi.policy;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.rule.WallClock;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A type of policy as a text. Every refusal names the parameter and what it may be.
 *
 * @param reader from the parameter's name and its text, which is not empty
 */
public record PolicyText<T>(BiFunction<String, String, T> reader, Function<T, String> writer) {
    private static final int MAX_NAME = 64;
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

    static final PolicyText<ZoneId> ZONE = new PolicyText<>(PolicyText::zone, ZoneId::getId);
    static final PolicyText<LocalDateTime> LOCAL_TIME = new PolicyText<>(WallClock::parse, WallClock::microseconds);
    static final PolicyText<String> NAME = new PolicyText<>(PolicyText::name, text -> text);

    T read(String name, String text) {
        return reader.apply(name, text);
    }

    String write(T value) {
        return writer.apply(value);
    }

    static <E extends Enum<E>> PolicyText<E> choice(E[] values) {
        List<String> words = Stream.of(values).map(PolicyText::lower).toList();
        return new PolicyText<>(
                (name, text) -> {
                    int at = words.indexOf(text);
                    if (at < 0) {
                        throw refused(name + " must be one of " + String.join(", ", words) + ", not '" + text + "'");
                    }
                    return values[at];
                },
                PolicyText::lower);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static PolicyText<Duration> seconds(int min, int max) {
        return new PolicyText<>(
                (name, text) -> {
                    double seconds = SECONDS.matcher(text).matches() ? Double.parseDouble(text) : -1;
                    if (seconds < min || seconds > max) {
                        throw refused(name + " must be a number of seconds from " + min + " to " + max + ", not '"
                                + text + "'");
                    }
                    return Duration.ofNanos(Math.round(seconds * 1e6) * 1_000);
                },
                PolicyText::inSeconds);
    }

    /** Without a fraction unless there is one. */
    public static String inSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    static PolicyText<Integer> whole(int max) {
        return new PolicyText<>(
                (name, text) -> {
                    int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : -1;
                    if (number < 0 || number > max) {
                        throw refused(name + " must be a whole number from 0 to " + max + ", not '" + text + "'");
                    }
                    return number;
                },
                number -> Integer.toString(number));
    }

    private static ZoneId zone(String name, String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refused(name + " must be a zone such as Asia/Shanghai or UTC, not '" + text + "'");
        }
    }

    private static String name(String name, String text) {
        if (text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(name + " may have at most " + MAX_NAME + " characters, none of them a control character");
        }
        return text;
    }

    private static Refusal refused(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
