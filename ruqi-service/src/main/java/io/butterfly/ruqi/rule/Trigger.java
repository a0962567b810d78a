package io.butterfly.ruqi.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rule that was read. */
public sealed interface Trigger permits Cron, Bounded, Trigger.Interval, Trigger.Date {

    /** The word for it in {@code job_trigger}. */
    String name();

    /** The rule as it is stored and shown. */
    String rule();

    /** The first due instant of a job that is added now; empty when there will never be one. */
    Optional<Instant> first(Instant now);

    /** The due instant that follows this one; empty when it was the last. */
    Optional<Instant> after(Instant due);

    /**
     * The first due instant not before now; an interval's are in phase with the anchor, a date's is the date, even when
     * it is past.
     */
    Optional<Instant> notBefore(Instant now, Instant anchor);

    /** The first due instants of a job that is added now, in order; fewer when the rule ends. */
    default List<Instant> upcoming(Instant now, int count) {
        List<Instant> found = new ArrayList<>();
        for (Optional<Instant> next = first(now); next.isPresent() && found.size() < count; next = after(next.get())) {
            found.add(next.get());
        }
        return found;
    }

    /** Every so often, counted from the instant the job was added: a late firing does not shift the next one. */
    record Interval(Duration period) implements Trigger {
        @Override
        public String name() {
            return "interval";
        }

        @Override
        public String rule() {
            return period.toSeconds() + "s";
        }

        @Override
        public Optional<Instant> first(Instant now) {
            return Optional.of(now.plus(period));
        }

        @Override
        public Optional<Instant> after(Instant due) {
            return Optional.of(due.plus(period));
        }

        @Override
        public Optional<Instant> notBefore(Instant now, Instant anchor) {
            long periods = Math.ceilDiv(
                    ChronoUnit.MICROS.between(anchor, now),
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(period)));
            return Optional.of(anchor.plus(period.multipliedBy(periods)));
        }
    }

    /** Once. */
    record Date(Instant at, String rule) implements Trigger {
        @Override
        public String name() {
            return "date";
        }

        @Override
        public Optional<Instant> first(Instant now) {
            return Optional.of(at);
        }

        @Override
        public Optional<Instant> after(Instant due) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> notBefore(Instant now, Instant anchor) {
            return Optional.of(at);
        }
    }
}
