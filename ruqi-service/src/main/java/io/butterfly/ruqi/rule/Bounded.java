package io.butterfly.ruqi.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A rule within a window.
 *
 * @param from nothing is due before; an interval is counted from here
 * @param until nothing is due after
 */
public record Bounded(Trigger inner, Optional<Instant> from, Optional<Instant> until) implements Trigger {

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String rule() {
        return inner.rule();
    }

    @Override
    public Optional<Instant> first(Instant now) {
        Instant earliest = from.filter(start -> start.isAfter(now)).orElse(now);
        Optional<Instant> first = inner instanceof Interval interval && from.isPresent()
                ? Optional.of(onTheGrid(from.get(), interval.period(), earliest))
                : inner.first(earliest);
        return within(first);
    }

    /** The first of start, start + period, start + 2 × period … that is not before the earliest. */
    private static Instant onTheGrid(Instant start, Duration period, Instant earliest) {
        long periods =
                Duration.between(start, earliest).plus(period).minusNanos(1).dividedBy(period);
        return start.plus(period.multipliedBy(Math.max(0, periods)));
    }

    @Override
    public Optional<Instant> notBefore(Instant now, Instant anchor) {
        Instant earliest = from.filter(start -> start.isAfter(now)).orElse(now);
        return within(inner.notBefore(earliest, from.orElse(anchor)));
    }

    @Override
    public Optional<Instant> after(Instant due) {
        return within(inner.after(due));
    }

    private Optional<Instant> within(Optional<Instant> due) {
        return due.filter(at -> from.isEmpty() || !at.isBefore(from.get()))
                .filter(at -> until.isEmpty() || !at.isAfter(until.get()));
    }
}
