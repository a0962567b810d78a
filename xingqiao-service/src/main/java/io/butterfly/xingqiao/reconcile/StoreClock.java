package io.butterfly.xingqiao.reconcile;

import io.butterfly.kernel.ClockSteps;
import io.butterfly.kernel.SteadyClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database's clock, by which checks, notices and deadlines are due, was set. The reconciler reads it. */
@Singleton
public final class StoreClock {
    private static final Logger LOG = LoggerFactory.getLogger(StoreClock.class);

    private final SteadyClock steady = SteadyClock.system();
    private final ClockSteps steps = new ClockSteps(steady);

    void read(Supplier<Instant> database) {
        long asked = steady.nanos();
        steps.read(database.get(), asked)
                .ifPresent(by -> LOG.warn(
                        "the database's clock has stepped by {} s: checks, notices and deadlines come {}",
                        by.toMillis() / 1e3,
                        by.isNegative() ? "later" : "sooner"));
    }

    /** How far it stepped at last, when that was not longer ago than this. */
    public Optional<Duration> steppedWithin(Duration past) {
        return steps.within(past);
    }
}
