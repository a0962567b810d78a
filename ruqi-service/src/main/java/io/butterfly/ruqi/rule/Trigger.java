package io.butterfly.ruqi.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A rule, understood. */
public sealed interface Trigger permits Cron, Bounded, Trigger.Interval, Trigger.Date {

  /** The word for it in {@code job_trigger}. */
  String name();

  /** The rule as it is stored and shown. */
  String rule();

  /** The first due instant of a job that is added now; empty when there will never be one. */
  Optional<Instant> first(Instant now);

  /** The due instant that follows this one; empty when it was the last. */
  Optional<Instant> after(Instant due);

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
  }
}
