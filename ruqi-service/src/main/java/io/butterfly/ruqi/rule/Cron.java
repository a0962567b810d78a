package io.butterfly.ruqi.rule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A cron pattern in a zone. When the clocks change: a rule with a fixed hour goes by the clock on the wall, so a time
 * that does not exist that day is due at the first instant after the gap, and one that occurs twice is due the first
 * time only; a rule that leaves the hour open follows real time, through the doubled hour twice.
 */
public final class Cron implements Trigger {
    private final CronPattern pattern;
    private final ZoneId zone;

    Cron(CronPattern pattern, ZoneId zone) {
        this.pattern = pattern;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "cron";
    }

    @Override
    public String rule() {
        return pattern.text();
    }

    /** The first match at or after now, rounded up to a whole second. */
    @Override
    public Optional<Instant> first(Instant now) {
        return after(now.minusNanos(1));
    }

    @Override
    public Optional<Instant> notBefore(Instant now, Instant anchor) {
        return first(now);
    }

    @Override
    public Optional<Instant> after(Instant due) {
        return pattern.isEveryHour() ? inRealTime(due) : onTheWall(due);
    }

    private Optional<Instant> onTheWall(Instant due) {
        LocalDateTime local = LocalDateTime.ofInstant(due, zone);
        while (true) {
            Optional<LocalDateTime> match = pattern.after(local);
            Optional<Instant> instant = match.map(time -> WallClock.instant(time, zone));
            if (instant.isEmpty() || instant.get().isAfter(due)) {
                return instant;
            }
            local = match.get(); // its first occurrence is behind us: this is the doubled hour, or the gap it fell into
        }
    }

    private Optional<Instant> inRealTime(Instant due) {
        ZoneRules rules = zone.getRules();
        Instant from = due;
        ZoneOffset offset = rules.getOffset(due);
        ZoneOffsetTransition change = rules.nextTransition(due);
        while (true) {
            Optional<Instant> match = matchAfter(from, offset);
            if (match.isEmpty() || change == null || match.get().isBefore(change.getInstant())) {
                return match;
            }
            from = change.getInstant().minusNanos(1);
            offset = change.getOffsetAfter();
            change = rules.nextTransition(change.getInstant());
        }
    }

    private Optional<Instant> matchAfter(Instant from, ZoneOffset offset) {
        return pattern.after(LocalDateTime.ofInstant(from, offset)).map(time -> time.toInstant(offset));
    }
}
