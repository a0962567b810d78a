package io.butterfly.ruqi.rule;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code job_trigger} and {@code rule}; every refusal points at the field and says what would be right. */
public final class Rules {
    private static final Pattern INTERVAL = Pattern.compile("0{0,11}([1-9][0-9]{0,11}) ?([smhd])");
    private static final Duration MAX_PERIOD = Duration.ofDays(36_500);
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}([ T]\\d{1,2}:\\d{1,2}(:\\d{1,2}(\\.\\d{1,6})?)?)?");

    private Rules() {}

    /**
     * @param now what {@code now} means in a date rule
     * @param zone whose clock on the wall the rule is about
     */
    public static Trigger parse(String trigger, String given, Instant now, ZoneId zone) {
        String rule = given.strip();
        return switch (trigger) {
            case "cron" -> new Cron(CronPattern.parse(rule), zone);
            case "interval" -> interval(rule);
            case "date" -> date(rule, now, zone);
            default -> throw unknownTrigger(trigger);
        };
    }

    /** Returns it. */
    public static String requireTrigger(String trigger) {
        if (!Set.of("cron", "interval", "date").contains(trigger)) {
            throw unknownTrigger(trigger);
        }
        return trigger;
    }

    public static Refusal unknownTrigger(String trigger) {
        return bad("job_trigger must be cron, interval or date, not '" + trigger + "'");
    }

    private static Trigger interval(String rule) {
        Matcher given = INTERVAL.matcher(rule);
        if (!given.matches()) {
            throw bad("rule: an interval is a number from 1 and one of s, m, h, d, such as 10s, not '" + rule + "'");
        }
        Duration period = Duration.of(Long.parseLong(given.group(1)), unit(given.group(2)));
        if (period.compareTo(MAX_PERIOD) > 0) {
            throw bad("rule: an interval may be at most " + MAX_PERIOD.toDays() + "d, not '" + rule + "'");
        }
        return new Trigger.Interval(period);
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static Trigger date(String rule, Instant now, ZoneId zone) {
        if (rule.equals("now")) {
            Instant at = now.truncatedTo(ChronoUnit.MICROS);
            return new Trigger.Date(at, WallClock.microseconds(LocalDateTime.ofInstant(at, zone)));
        }
        if (!DATE.matcher(rule).matches()) {
            throw bad("rule: a date is now, 2026-11-20 or 2026-11-20 19:05:30.5, not '" + rule + "'");
        }
        try {
            LocalDateTime local = LocalDateTime.parse(rule, WallClock.GIVEN);
            return new Trigger.Date(WallClock.instant(local, zone), WallClock.microseconds(local));
        } catch (DateTimeException e) {
            throw bad("rule: there is no such date as '" + rule + "'");
        }
    }

    private static Refusal bad(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
