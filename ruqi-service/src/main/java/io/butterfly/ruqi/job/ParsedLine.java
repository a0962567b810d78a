package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job in one line: its rule, a blank, its command. The form of the rule is that of its trigger: {@code 1d cmd}, six
 * cron fields and the command, {@code now cmd}, or a date with or without a time.
 */
record ParsedLine(String trigger, String rule, String cmd) {
    private static final Pattern INTERVAL = Pattern.compile("(\\d+[a-zA-Z])\\s+(.+)", Pattern.DOTALL);
    private static final Pattern DATE =
            Pattern.compile("(now|\\d{4}-\\d+-\\d+(?:[ T]\\d+:[\\d:.]+)?)\\s+(.+)", Pattern.DOTALL);
    private static final Pattern CRON =
            Pattern.compile("((?:[^\\s/][^\\s]* ){5}[^\\s/][^\\s]*)\\s+(.+)", Pattern.DOTALL);

    static ParsedLine parse(String text) {
        String line = text.strip();
        Matcher interval = INTERVAL.matcher(line);
        Matcher date = DATE.matcher(line);
        Matcher cron = CRON.matcher(line);
        if (interval.matches()) {
            return new ParsedLine("interval", interval.group(1), interval.group(2));
        } else if (date.matches()) {
            return new ParsedLine("date", date.group(1), date.group(2));
        } else if (cron.matches()) {
            return new ParsedLine("cron", cron.group(1), cron.group(2));
        }
        throw new Refusal(
                Stat.ERR,
                "line: it must be a rule (1d, six cron fields, now, or a date) and a command behind it, not '"
                        + excerpt(line) + "'");
    }

    private static String excerpt(String line) {
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}
