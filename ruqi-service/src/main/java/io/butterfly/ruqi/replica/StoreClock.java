package io.butterfly.ruqi.replica;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.ClockSteps;
import io.butterfly.kernel.SteadyClock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's clock, read through this machine's monotonic one: setting the machine's time changes nothing. When the
 * store's own clock steps, because it was set or another server took over, that is noticed, logged and shown.
 */
@Singleton
public final class StoreClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(StoreClock.class);
    private static final Duration ACCURATE = Duration.ofMillis(20);
    private static final Duration STALE = Duration.ofSeconds(10);

    private final ZoneId zone;
    private final SteadyClock steady;
    private final ClockSteps steps;
    private volatile Reading reading;

    /** The store's time at a moment of the monotonic clock. */
    private record Reading(Instant time, long nanos) {
        Duration age(long now) {
            return Duration.ofNanos(now - nanos);
        }
    }

    public StoreClock(ZoneId zone, SteadyClock steady) {
        this.zone = zone;
        this.steady = steady;
        this.steps = new ClockSteps(steady);
    }

    /** The monotonic clock that the store's time is read through. */
    public SteadyClock steady() {
        return steady;
    }

    /**
     * Asks the store. An answer that took long is inaccurate, and used only when there is no recent one.
     *
     * @return whether the store's clock has stepped since it was last read
     */
    boolean read(Supplier<Instant> store) {
        long asked = steady.nanos();
        Instant time = store.get();
        long answered = steady.nanos();
        Reading last = reading;
        boolean isAccurate = answered - asked < ACCURATE.toNanos();
        if (!isAccurate && last != null && last.age(answered).compareTo(STALE) <= 0) {
            return false;
        }
        reading = new Reading(time, asked + (answered - asked) / 2);
        Optional<Duration> step = steps.read(time, asked);
        step.ifPresent(by -> LOG.warn(
                "the database's clock has stepped by {} s: what is due by it comes {}",
                by.toMillis() / 1e3,
                by.isNegative() ? "later" : "sooner"));
        return step.isPresent();
    }

    /** By how much the store's clock stepped at last, when that was not longer ago than this. */
    public Optional<Duration> steppedWithin(Duration past) {
        return steps.within(past);
    }

    /** Whether the store's time was read yet: before that, its tables may not be there either. */
    public boolean isRead() {
        return reading != null;
    }

    @Override
    public Instant instant() {
        Reading last = reading;
        if (last == null) {
            throw new Refusal(
                    Stat.ERR_SERVER_EXCEPTION,
                    "the database cannot be reached right now: nothing was stored, try again");
        }
        return last.time().plus(last.age(steady.nanos()));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        StoreClock clock = new StoreClock(other, steady);
        clock.reading = reading;
        return clock;
    }
}
