package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.rule.Trigger.Interval;
import io.butterfly.ruqi.rule.Trigger;
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
record Missed(Instant first, Instant last, Optional<Instant> beforeLast, long count, Optional<Instant> next, boolean isCut) {
  /** Cron rules are walked instant by instant, so a plan takes a part at a time; intervals are counted. */
  private static final int MAX_WALK = 1_000;

  /** All due instants before the limit; the first is. */
  static Missed before(Instant limit, Trigger trigger, Instant first) {
    return trigger instanceof Interval interval ? counted(limit, interval.period(), first) : walked(limit, trigger, first);
  }

  private static Missed counted(Instant limit, Duration period, Instant first) {
    long count = Math.max(1, Duration.between(first, limit).plus(period).minusNanos(1).dividedBy(period));
    Instant last = first.plus(period.multipliedBy(count - 1));
    Optional<Instant> beforeLast = count == 1 ? Optional.empty() : Optional.of(last.minus(period));
    return new Missed(first, last, beforeLast, count, Optional.of(last.plus(period)), false);
  }

  private static Missed walked(Instant limit, Trigger trigger, Instant first) {
    Optional<Instant> beforeLast = Optional.empty();
    Instant last = first;
    int count = 1;
    Optional<Instant> next = trigger.after(first);
    while (count < MAX_WALK && next.isPresent() && next.get().isBefore(limit)) {
      beforeLast = Optional.of(last);
      last = next.get();
      next = trigger.after(last);
      count++;
    }
    boolean isCut = next.isPresent() && next.get().isBefore(limit);
    return new Missed(first, last, beforeLast, count, next, isCut);
  }

  Fate.Skip all(String reason) {
    return new Fate.Skip(first, last, count, reason);
  }

  /** All but the newest. */
  Optional<Fate.Skip> butLast(String reason) {
    return beforeLast.map(end -> new Fate.Skip(first, end, count - 1, reason));
  }
}
