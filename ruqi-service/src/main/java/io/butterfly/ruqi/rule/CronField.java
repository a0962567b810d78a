package io.butterfly.ruqi.rule;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The six places of a cron rule: what may stand there, and how it is read. */
enum CronField {
    SECOND(0, 59),
    MINUTE(0, 59),
    HOUR(0, 23),
    DAY(1, 31),
    MONTH(1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    WEEKDAY(0, 6, "mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Pattern ALL = Pattern.compile("\\*(?:/(\\d{1,4}))?");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?(?:/(\\d{1,4}))?");
    private static final Pattern NAMES = Pattern.compile("([a-z]+)(?:-([a-z]+))?(?:/\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final String LAST = "last";

    private final int min;
    private final int max;
    private final List<String> names;

    CronField(int min, int max, String... names) {
        this.min = min;
        this.max = max;
        this.names = List.of(names);
    }

    /**
     * @param values what matches
     * @param withLast whether the month's last day matches too
     * @param text as it is stored
     */
    record Values(BitSet values, boolean withLast, String text) {}

    /** Reads a comma list; throws {@link Refusal} naming the field and the item that is wrong. */
    Values parse(String list) {
        BitSet values = new BitSet();
        boolean withLast = false;
        StringBuilder text = new StringBuilder();
        for (String item : list.split(",", -1)) {
            boolean isLast = this == DAY && item.equalsIgnoreCase(LAST);
            withLast |= isLast;
            text.append(text.isEmpty() ? "" : ",").append(isLast ? LAST : add(item, values));
        }
        return new Values(values, withLast, text.toString());
    }

    boolean isAll(Values parsed) {
        return parsed.values().cardinality() == max - min + 1;
    }

    /** Adds what the item stands for and returns its stored form. */
    private String add(String item, BitSet values) {
        Matcher all = ALL.matcher(item);
        Matcher range = RANGE.matcher(item);
        Matcher named = NAMES.matcher(item);
        if (all.matches()) {
            return addAll(item, all, values);
        } else if (range.matches()) {
            return addRange(item, range, values);
        } else if (named.matches()) {
            return addNames(item, named, values);
        }
        throw bad(
                item,
                "it must be *, */n, a, a-b, a-b/n, a/n"
                        + (names.isEmpty() ? "" : " or a name such as " + names.getFirst()));
    }

    private String addAll(String item, Matcher all, BitSet values) {
        if (all.group(1) == null) {
            values.set(min, max + 1);
            return "*";
        }
        int step = step(item, all.group(1), max - min);
        fill(values, min, max, step);
        return "*/" + step;
    }

    private String addRange(String item, Matcher range, BitSet values) {
        int first = value(item, range.group(1));
        boolean isOpen = range.group(2) == null;
        int last = isOpen ? (range.group(3) == null ? first : max) : value(item, range.group(2));
        requireRising(item, first, last);
        int step = range.group(3) == null ? 1 : step(item, range.group(3), last - first);
        fill(values, first, last, step);
        return first + (isOpen ? "" : "-" + last) + (range.group(3) == null ? "" : "/" + step);
    }

    /** A step after names has no effect, as in the Python service: existing rules must not change their meaning. */
    private String addNames(String item, Matcher named, BitSet values) {
        int first = named(item, named.group(1));
        int last = named.group(2) == null ? first : named(item, named.group(2));
        requireRising(item, first, last);
        fill(values, first, last, 1);
        return names.get(first - min) + (named.group(2) == null ? "" : "-" + names.get(last - min));
    }

    private static void fill(BitSet values, int first, int last, int step) {
        for (int i = first; i <= last; i += step) {
            values.set(i);
        }
    }

    private int value(String item, String digits) {
        int value = Integer.parseInt(digits);
        if (value < min || value > max) {
            throw bad(
                    item,
                    value + " is not between " + min + " and " + max
                            + (this == WEEKDAY ? " (0 is Monday, 6 is Sunday)" : ""));
        }
        return value;
    }

    private int named(String item, String name) {
        int index = names.indexOf(name.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw bad(item, "'" + name + "' is not known here");
        }
        return index + min;
    }

    private int step(String item, String digits, int width) {
        int step = Integer.parseInt(digits);
        if (step == 0 || step > width) {
            throw bad(item, "the step must be between 1 and the width of the range, " + width);
        }
        return step;
    }

    private void requireRising(String item, int first, int last) {
        if (first > last) {
            throw bad(item, "the range must not fall");
        }
    }

    private Refusal bad(String item, String why) {
        return new Refusal(Stat.ERR, "rule: " + name().toLowerCase(Locale.ROOT) + " '" + item + "': " + why);
    }
}
