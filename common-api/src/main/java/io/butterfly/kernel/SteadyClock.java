package io.butterfly.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Time that passes. Durations and deadlines come from here, because setting the machine's time does not change them.
 *
 * <p>As a {@link Clock} it says this machine's time as it was when the clock was made, and counts on from there.
 */
public final class SteadyClock extends Clock {
    private static final SteadyClock SYSTEM = start();
    private static final Duration LONGEST = Duration.ofDays(36_500); // a long holds 292 years of nanoseconds

    private final Instant start;
    private final long startNanos;
    private final LongSupplier ticker;
    private final ZoneId zone;

    private SteadyClock(Instant start, long startNanos, LongSupplier ticker, ZoneId zone) {
        this.start = start;
        this.startNanos = startNanos;
        this.ticker = ticker;
        this.zone = zone;
    }

    /** A clock that shows the machine's time of this moment. */
    public static SteadyClock start() {
        return of(Instant.now(), System::nanoTime);
    }

    /** The clock of the process, for code that only measures durations. */
    public static SteadyClock system() {
        return SYSTEM;
    }

    /** A clock for tests: it shows {@code start} now, and moves as the ticker's nanoseconds do. */
    public static SteadyClock of(Instant start, LongSupplier ticker) {
        return new SteadyClock(start, ticker.getAsLong(), ticker, ZoneOffset.UTC);
    }

    /** Nanoseconds from an arbitrary moment; only differences mean something. */
    public long nanos() {
        return ticker.getAsLong();
    }

    /** @param nanos what {@link #nanos} returned earlier */
    public Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }

    /** The moment after this much time, at most a hundred years. */
    public Deadline deadline(Duration left) {
        return new Deadline(this, nanos() + (left.compareTo(LONGEST) > 0 ? LONGEST : left).toNanos());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(start, startNanos, ticker, other);
    }
}
