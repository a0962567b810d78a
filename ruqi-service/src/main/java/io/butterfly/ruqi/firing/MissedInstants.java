package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.firing.FiringPlan.Decision;
import io.butterfly.ruqi.rule.Bounded;
import io.butterfly.ruqi.rule.Trigger;
import io.butterfly.ruqi.rule.Trigger.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The due instants of a job from the first up to a limit.
 *
 * @param beforeLast the last but one; empty when there is only one
 * @param next the due instant after the last
 * @param isCut whether there are more before the limit than one plan takes
 */
record MissedInstants(
        Instant first, Instant last, Optional<Instant> beforeLast, long count, Optional<Instant> next, boolean isCut) {
    /** Cron rules are walked instant by instant, so a plan takes a part at a time; intervals are counted. */
    private static final int MAX_WALK = 2 * FiringPlan.MAX_MADE_UP;

    /** The due instants from the first on that lie before the limit; the first counts in any case. */
    static MissedInstants before(Instant limit, Trigger trigger, Instant first) {
        return period(trigger)
                .map(period -> {
                    Instant end = trigger instanceof Bounded bounded
                            ? bounded.until()
                                    .map(until -> until.plusNanos(1))
                                    .filter(limit::isAfter)
                                    .orElse(limit)
                            : limit;
                    return counted(
                            trigger,
                            period,
                            first,
                            Math.max(
                                    1,
                                    Duration.between(first, end)
                                            .plus(period)
                                            .minusNanos(1)
                                            .dividedBy(period)));
                })
                .orElseGet(() -> walked(limit, MAX_WALK, trigger, first));
    }

    /** So many due instants, counted from the first, which is one of them. */
    static MissedInstants first(long count, Trigger trigger, Instant first) {
        return period(trigger)
                .map(period -> counted(trigger, period, first, count))
                .orElseGet(() -> walked(Instant.MAX, Math.min(count, MAX_WALK), trigger, first));
    }

    private static Optional<Duration> period(Trigger trigger) {
        Trigger rule = trigger instanceof Bounded bounded ? bounded.inner() : trigger;
        return rule instanceof Interval interval ? Optional.of(interval.period()) : Optional.empty();
    }

    private static MissedInstants counted(Trigger trigger, Duration period, Instant first, long count) {
        Instant last = first.plus(period.multipliedBy(count - 1));
        Optional<Instant> beforeLast = count == 1 ? Optional.empty() : Optional.of(last.minus(period));
        return new MissedInstants(first, last, beforeLast, count, trigger.after(last), false);
    }

    private static MissedInstants walked(Instant limit, long most, Trigger trigger, Instant first) {
        Optional<Instant> beforeLast = Optional.empty();
        Instant last = first;
        int count = 1;
        Optional<Instant> next = trigger.after(first);
        while (count < most && next.isPresent() && next.get().isBefore(limit)) {
            beforeLast = Optional.of(last);
            last = next.get();
            next = trigger.after(last);
            count++;
        }
        boolean isCut = next.isPresent() && next.get().isBefore(limit);
        return new MissedInstants(first, last, beforeLast, count, next, isCut);
    }

    Decision.Skip all(String reason) {
        return new Decision.Skip(first, last, count, reason);
    }

    /** All but the newest. */
    Optional<Decision.Skip> butLast(String reason) {
        return beforeLast.map(end -> new Decision.Skip(first, end, count - 1, reason));
    }
}
