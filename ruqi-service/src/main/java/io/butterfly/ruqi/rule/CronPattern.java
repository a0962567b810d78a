package io.butterfly.ruqi.rule;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.rule.CronField.Values;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Six fields on a calendar without zones. The grammar is read by {@link CronField}, because it is not any of
 * cron-utils'; the search for the next match is cron-utils', asked with plain lists of values. It never sees daylight
 * saving: that is {@link Cron}'s.
 */
final class CronPattern {
    private static final int MAX_YEAR = 9999;
    private static final CronParser PARSER = new CronParser(definition());

    private final String text;
    private final boolean isEveryHour;
    private final List<ExecutionTime> matches = new ArrayList<>(2);

    private CronPattern(List<Values> fields) {
        this.text = fields.stream().map(Values::text).collect(Collectors.joining(" "));
        this.isEveryHour = CronField.HOUR.isAll(fields.get(CronField.HOUR.ordinal()));
        Values days = fields.get(CronField.DAY.ordinal());
        if (!days.values().isEmpty()) {
            matches.add(search(fields, list(CronField.DAY, days)));
        }
        if (days.withLast()) {
            matches.add(search(fields, "L")); // apart: cron-utils ignores L inside a list
        }
    }

    /** Weekday 0 is Monday; day of month and weekday must both match. */
    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withSeconds()
                .and()
                .withMinutes()
                .and()
                .withHours()
                .and()
                .withDayOfMonth()
                .supportsL()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 6)
                .withMondayDoWValue(0)
                .and()
                .matchDayOfWeekAndDayOfMonth()
                .instance();
    }

    /** Throws {@link Refusal} with what is wrong and where. */
    static CronPattern parse(String rule) {
        String[] parts = rule.split(" ", -1);
        CronField[] fields = CronField.values();
        if (parts.length != fields.length) {
            throw new Refusal(
                    Stat.ERR,
                    "rule: cron needs six fields (second minute hour day month weekday) with single blanks between, not"
                            + " '"
                            + rule + "'");
        }
        List<Values> values = new ArrayList<>(fields.length);
        for (CronField field : fields) {
            values.add(field.parse(parts[field.ordinal()]));
        }
        return new CronPattern(values);
    }

    private static ExecutionTime search(List<Values> fields, String days) {
        StringBuilder plain = new StringBuilder();
        for (CronField field : CronField.values()) {
            String list = field == CronField.DAY ? days : list(field, fields.get(field.ordinal()));
            plain.append(plain.isEmpty() ? "" : " ").append(list);
        }
        return ExecutionTime.forCron(PARSER.parse(plain.toString()));
    }

    private static String list(CronField field, Values values) {
        if (field.isAll(values)) {
            return "*";
        }
        return values.values().stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    String text() {
        return text;
    }

    /**
     * Whether the hour is left open, so that the rule follows time as it passes and not what the clock on the wall
     * shows.
     */
    boolean isEveryHour() {
        return isEveryHour;
    }

    /** The first match later than this; whole seconds. Empty when there is none. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        ZonedDateTime from = time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC); // it would keep the fraction
        return matches.stream()
                .flatMap(search -> search.nextExecution(from).stream())
                .map(ZonedDateTime::toLocalDateTime)
                .filter(next -> next.getYear() <= MAX_YEAR)
                .min(Comparator.naturalOrder());
    }
}
