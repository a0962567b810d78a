package io.butterfly.ruqi.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Days on which a job does not fire, by the clock on the wall of its zone. */
public record ExcludedDays(ZoneId zone, Set<LocalDate> days) {
    public ExcludedDays {
        days = Set.copyOf(days);
    }

    /** When the exclusion that this instant falls into is over; empty when it falls into none. */
    public Optional<Instant> endFor(Instant due) {
        LocalDate day = LocalDateTime.ofInstant(due, zone).toLocalDate();
        if (!days.contains(day)) {
            return Optional.empty();
        }
        while (days.contains(day)) {
            day = day.plusDays(1);
        }
        return Optional.of(day.atStartOfDay(zone).toInstant());
    }
}
