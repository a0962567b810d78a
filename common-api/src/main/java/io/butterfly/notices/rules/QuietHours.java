package io.butterfly.notices.rules;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A time of each day at which only what is critical is sent; over midnight when it ends before it begins. */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    /** When they end, if they are at this moment. */
    public Optional<Instant> endFor(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean isOverMidnight = to.isBefore(from);
        boolean isQuiet =
                isOverMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!isQuiet) {
            return Optional.empty();
        }
        boolean isTomorrow = isOverMidnight && !time.isBefore(from);
        Instant end = local.toLocalDate()
                .plusDays(isTomorrow ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                .toInstant();
        return Optional.of(end).filter(now::isBefore); // the hour that a clock repeats is not quiet twice
    }
}
