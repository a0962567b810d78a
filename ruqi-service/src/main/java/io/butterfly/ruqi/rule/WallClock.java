package io.butterfly.ruqi.rule;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Local times as the manual writes them, and the instants they stand for. */
public final class WallClock {
    /** {@code 2025-02-07 19:08:47.078474}; the fraction only when there is one, then six digits. */
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    /** What a date rule may look like: one digit is enough, seconds may be missing, the fraction is a decimal one. */
    static final DateTimeFormatter GIVEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-M-d")
            .optionalStart()
            .appendPattern("[ ]['T']H:m")
            .optionalStart()
            .appendPattern(":s")
            .optionalStart()
            .appendFraction(ChronoField.MICRO_OF_SECOND, 1, 6, true)
            .optionalEnd()
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private WallClock() {}

    /** In a gap of the clocks: the first instant after it. In a doubled hour: the first time. */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }

    /** A time as a date rule has it; empty when there is no such time. */
    public static Optional<LocalDateTime> given(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, GIVEN));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As {@link #given}; throws {@link Refusal} naming the field. */
    public static LocalDateTime parse(String field, String text) {
        return given(text)
                .orElseThrow(() -> new Refusal(
                        Stat.ERR,
                        field + " must be a time such as 2026-11-20 or 2026-11-20 19:05:30, not '" + text + "'"));
    }

    /** Reads the name of a zone; throws {@link Refusal} naming the field. */
    public static ZoneId zone(String field, String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new Refusal(
                    Stat.ERR, field + ": there is no zone '" + text + "'; one is called such as Europe/Berlin or UTC");
        }
    }

    public static String seconds(LocalDateTime time) {
        return SECONDS.format(time);
    }

    public static String milliseconds(LocalDateTime time) {
        return MILLISECONDS.format(time);
    }

    public static String microseconds(LocalDateTime time) {
        return (time.getNano() == 0 ? SECONDS : MICROSECONDS).format(time);
    }
}
