package io.butterfly.ruqi.job;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** Named days on which jobs do not fire; they are in order and different. */
public record Calendar(String name, List<LocalDate> days) {
    private static final int MAX_NAME = 64;
    private static final int MAX_DAYS = 5_000;

    /** Reads a calendar as it is given; every refusal names the field and the limit. */
    public static Calendar read(String name, List<String> days) {
        Job.requireText("name", name, MAX_NAME);
        if (days.size() > MAX_DAYS) {
            throw new Refusal(Stat.ERR, "days may have at most " + MAX_DAYS + " entries, not " + days.size());
        }
        return new Calendar(
                name, days.stream().map(Calendar::day).distinct().sorted().toList());
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new Refusal(Stat.ERR, "days must be dates such as 2026-12-25, not '" + text + "'");
        }
    }
}
