package io.butterfly.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that another clock, such as a database's, was set or is another server's now: it has moved otherwise than
 * time has passed here. One thread reads, any may ask.
 */
public final class ClockSteps {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final SteadyClock steady;
    private Reading last;
    private volatile Optional<Step> latest = Optional.empty();

    /** @param nanos of the steady clock, in the middle between question and answer */
    private record Reading(Instant time, long nanos) {}

    private record Step(Duration by, long nanos) {}

    public ClockSteps(SteadyClock steady) {
        this.steady = steady;
    }

    /**
     * To be called as soon as the other clock has answered.
     *
     * @param askedNanos when it was asked, by {@link SteadyClock#nanos()}: a slow answer is an uncertain one
     * @return how far the clock has stepped since the reading before, negative when back; empty when it has not
     */
    public Optional<Duration> read(Instant time, long askedNanos) {
        Duration took = steady.since(askedNanos);
        Reading before = last;
        last = new Reading(time, askedNanos + took.toNanos() / 2);
        if (before == null) {
            return Optional.empty();
        }
        Duration by = Duration.between(before.time().plusNanos(last.nanos() - before.nanos()), time);
        if (by.abs().compareTo(LEAST.plus(took)) < 0) {
            return Optional.empty();
        }
        latest = Optional.of(new Step(by, last.nanos()));
        return Optional.of(by);
    }

    /** How far the clock stepped at last, when that was not longer ago than this. */
    public Optional<Duration> within(Duration past) {
        return latest.filter(step -> steady.since(step.nanos()).compareTo(past) < 0)
                .map(Step::by);
    }
}
