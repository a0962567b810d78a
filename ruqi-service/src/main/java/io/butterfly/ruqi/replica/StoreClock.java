package io.butterfly.ruqi.replica;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** The store's clock, read through this machine's monotonic one: setting the machine's time changes nothing. */
public final class StoreClock extends Clock {
  private static final Duration ACCURATE = Duration.ofMillis(20);
  private static final Duration STALE = Duration.ofSeconds(10);

  private final ZoneId zone;
  private volatile Reading reading;

  /** The store's time at a moment of the monotonic clock. */
  private record Reading(Instant time, long nanos) {
    Duration age(long now) {
      return Duration.ofNanos(now - nanos);
    }
  }

  public StoreClock(ZoneId zone) {
    this.zone = zone;
  }

  /** Asks the store. An answer that took long says little and is used only when there is no recent one. */
  void read(Supplier<Instant> store) {
    long asked = System.nanoTime();
    Instant time = store.get();
    long answered = System.nanoTime();
    Reading last = reading;
    boolean isAccurate = answered - asked < ACCURATE.toNanos();
    if (isAccurate || last == null || last.age(answered).compareTo(STALE) > 0) {
      reading = new Reading(time, asked + (answered - asked) / 2);
    }
  }

  /** Whether the store has told its time yet: before that, its tables may not be there either. */
  public boolean isRead() {
    return reading != null;
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    if (last == null) {
      throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "the database cannot be reached right now: nothing was stored, try again");
    }
    return last.time().plus(last.age(System.nanoTime()));
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    StoreClock clock = new StoreClock(other);
    clock.reading = reading;
    return clock;
  }
}
