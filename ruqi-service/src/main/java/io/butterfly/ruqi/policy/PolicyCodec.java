package io.butterfly.ruqi.policy;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.rule.WallClock;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads policies from the words they are given and stored in: the parameters of {@code job_add} by their names. What is
 * not given has its default. Every refusal names the parameter and what it may be.
 */
public final class PolicyCodec {
    public static final Set<String> NAMES = Set.of(
            "misfire",
            "misfire_grace",
            "overlap",
            "time_zone",
            "jitter",
            "retry_max",
            "timeout",
            "dispatch_timeout",
            "delivery",
            "start_at",
            "end_at",
            "expect_stat",
            "pause_after_failures",
            "calendar");

    private static final int YEAR_SECONDS = 366 * 86_400;
    private static final int MAX_JITTER_SECONDS = 86_400;
    private static final int MAX_RETRIES = 100;
    private static final int MAX_FAILURES = 1_000;
    private static final int MAX_NAME = 64;
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
    private static final Duration DEFAULT_DISPATCH_TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

    private final Map<String, String> given;

    private PolicyCodec(Map<String, String> given) {
        this.given = given;
    }

    /** Throws {@link Refusal}. */
    public static Policies read(Map<String, String> given) {
        PolicyCodec words = new PolicyCodec(given);
        Policies policies = new Policies(
                words.choice("misfire", Misfire.values()).orElse(Misfire.ONCE),
                words.seconds("misfire_grace", 0, YEAR_SECONDS).orElse(DEFAULT_GRACE),
                words.choice("overlap", Overlap.values()),
                words.zone(),
                words.seconds("jitter", 0, MAX_JITTER_SECONDS).orElse(Duration.ZERO),
                words.whole("retry_max", MAX_RETRIES),
                words.seconds("timeout", 1, YEAR_SECONDS),
                words.seconds("dispatch_timeout", 1, YEAR_SECONDS).orElse(DEFAULT_DISPATCH_TIMEOUT),
                words.choice("delivery", Delivery.values()),
                words.local("start_at"),
                words.local("end_at"),
                words.text("expect_stat"),
                words.whole("pause_after_failures", MAX_FAILURES),
                words.text("calendar"));
        if (policies.startAt().isPresent()
                && policies.endAt()
                        .filter(end -> end.isBefore(policies.startAt().get()))
                        .isPresent()) {
            throw bad("end_at must not be before start_at");
        }
        return policies;
    }

    /** The words of what is not as by default, by their names in order; {@link #read} takes them. */
    public static Map<String, String> write(Policies policies) {
        Map<String, String> words = new TreeMap<>();
        Policies none = Policies.DEFAULT;
        if (policies.misfire() != none.misfire()) {
            words.put("misfire", lower(policies.misfire()));
        }
        if (!policies.misfireGrace().equals(none.misfireGrace())) {
            words.put("misfire_grace", inSeconds(policies.misfireGrace()));
        }
        if (!policies.dispatchTimeout().equals(none.dispatchTimeout())) {
            words.put("dispatch_timeout", inSeconds(policies.dispatchTimeout()));
        }
        if (!policies.jitter().isZero()) {
            words.put("jitter", inSeconds(policies.jitter()));
        }
        if (policies.retryMax() > 0) {
            words.put("retry_max", Integer.toString(policies.retryMax()));
        }
        if (policies.pauseAfterFailures() > 0) {
            words.put("pause_after_failures", Integer.toString(policies.pauseAfterFailures()));
        }
        policies.overlap().ifPresent(overlap -> words.put("overlap", lower(overlap)));
        policies.timeZone().ifPresent(zone -> words.put("time_zone", zone.getId()));
        policies.timeout().ifPresent(timeout -> words.put("timeout", inSeconds(timeout)));
        policies.delivery().ifPresent(delivery -> words.put("delivery", lower(delivery)));
        policies.startAt().ifPresent(start -> words.put("start_at", WallClock.microseconds(start)));
        policies.endAt().ifPresent(end -> words.put("end_at", WallClock.microseconds(end)));
        policies.expectStat().ifPresent(stat -> words.put("expect_stat", stat));
        policies.calendar().ifPresent(calendar -> words.put("calendar", calendar));
        return words;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Without a fraction unless there is one. */
    public static String inSeconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    private Optional<String> word(String name) {
        return Optional.ofNullable(given.get(name)).filter(word -> !word.isEmpty());
    }

    private <E extends Enum<E>> Optional<E> choice(String name, E[] values) {
        return word(name).map(word -> Stream.of(values)
                .filter(value -> lower(value).equals(word))
                .findFirst()
                .orElseThrow(() -> bad(name + " must be one of "
                        + String.join(
                                ", ",
                                Stream.of(values).map(value -> lower(value)).toList()) + ", not '" + word + "'")));
    }

    private Optional<Duration> seconds(String name, int min, int max) {
        return word(name).map(word -> {
            double seconds = SECONDS.matcher(word).matches() ? Double.parseDouble(word) : -1;
            if (seconds < min || seconds > max) {
                throw bad(name + " must be a number of seconds from " + min + " to " + max + ", not '" + word + "'");
            }
            return Duration.ofNanos(Math.round(seconds * 1e6) * 1_000);
        });
    }

    private int whole(String name, int max) {
        return word(name)
                .map(word -> {
                    int number = WHOLE.matcher(word).matches() ? Integer.parseInt(word) : -1;
                    if (number < 0 || number > max) {
                        throw bad(name + " must be a whole number from 0 to " + max + ", not '" + word + "'");
                    }
                    return number;
                })
                .orElse(0);
    }

    private Optional<ZoneId> zone() {
        return word("time_zone").map(word -> {
            try {
                return ZoneId.of(word);
            } catch (DateTimeException e) {
                throw bad("time_zone must be a zone such as Asia/Shanghai or UTC, not '" + word + "'");
            }
        });
    }

    private Optional<LocalDateTime> local(String name) {
        return word(name).map(word -> WallClock.given(word)
                .orElseThrow(() ->
                        bad(name + " must be a time such as 2026-11-20 or 2026-11-20 19:05:30, not '" + word + "'")));
    }

    private Optional<String> text(String name) {
        Optional<String> word = word(name);
        if (word.filter(text -> text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw bad(name + " may have at most " + MAX_NAME + " characters, none of them a control character");
        }
        return word;
    }

    private static Refusal bad(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
