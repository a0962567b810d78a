package io.butterfly.ruqi.tasktable;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns the five fields of cron (minute, hour, day, month, weekday; 0 and 7 are Sunday) into the six of RuQi (second
 * first; 0 is Monday). The four fields before the weekday mean the same in both, so RuQi's reader judges them.
 *
 * <p>Source of the grammar: crontab(5). One thing is refused because RuQi cannot say it: cron runs when the day
 * <em>or</em> the weekday matches if both are restricted.
 */
final class Crontab {
    private static final Pattern ITEM =
            Pattern.compile("(\\*|[0-7]|[a-z]{3})(?:-([0-7]|[a-z]{3}))?(?:/([1-7]))?", Pattern.CASE_INSENSITIVE);
    private static final List<String> NAMES = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int DAYS = 7;
    private static final int FIELDS = 5;
    private static final int DAY = 2;
    private static final int WEEKDAY = 4;

    private Crontab() {}

    /** Throws {@link Refusal} with what is wrong. */
    static String toRule(String spec) {
        String[] fields = spec.strip().split("\\s+");
        if (fields.length != FIELDS) {
            throw bad("cron needs five fields (minute hour day month weekday), not '" + spec + "'");
        }
        String weekday = weekdays(fields[WEEKDAY]);
        if (!weekday.equals("*") && !fields[DAY].startsWith("*")) {
            throw bad("day and weekday are both restricted: cron would run on either of them, which takes two rows");
        }
        return "0 %s %s %s %s %s".formatted(fields[0], fields[1], fields[DAY], fields[3], weekday);
    }

    private static String weekdays(String list) {
        TreeSet<Integer> days = new TreeSet<>();
        for (String item : list.split(",", -1)) {
            Matcher read = ITEM.matcher(item);
            boolean isAll = item.startsWith("*");
            if (!read.matches() || isAll && read.group(2) != null) {
                throw bad("weekday '" + item + "' must be *, a day from 0 (Sunday) to 7 or its name such as mon,"
                        + " a range, perhaps with a step, or a list of them");
            }
            int first = isAll ? 0 : day(read.group(1));
            int last = last(read, isAll, first);
            int step = read.group(3) == null ? 1 : Integer.parseInt(read.group(3));
            for (int day = first; day <= last; day += step) {
                days.add((day + DAYS - 1) % DAYS);
            }
        }
        return days.size() == DAYS ? "*" : days.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static int last(Matcher item, boolean isAll, int first) {
        if (isAll) {
            return DAYS - 1;
        }
        if (item.group(2) == null) {
            return item.group(3) == null ? first : DAYS - 1;
        }
        int last = day(item.group(2));
        if (last < first && last == 0) {
            return DAYS; // fri-sun
        }
        if (last < first) {
            throw bad("weekday '" + item.group() + "' must go from the earlier day to the later one");
        }
        return last;
    }

    private static int day(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Integer.parseInt(text);
        }
        int day = NAMES.indexOf(text.toLowerCase(Locale.ROOT));
        if (day < 0) {
            throw bad("weekday '" + text + "' is none of " + String.join(", ", NAMES));
        }
        return day;
    }

    private static Refusal bad(String reason) {
        return new Refusal(Stat.ERR, "spec: " + reason);
    }
}
