package io.butterfly.ruqi.http;

import io.butterfly.http.metrics.Gauges;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.replica.StoreClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What this replica is doing now, and how far the database's clock is from this machine's. */
@Singleton
final class FiringGauges implements Gauges {
    private static final Clock MACHINE = Clock.systemUTC();

    FiringGauges(MeterRegistry registry, Outcomes outcomes, StoreClock clock) {
        Gauge.builder("butterfly.ruqi.firings.running", outcomes, Outcomes::count)
                .description("firings that this replica carries out now")
                .register(registry);
        Gauge.builder("butterfly.store.clock.offset", clock, FiringGauges::offset)
                .baseUnit("seconds")
                .description("clock of the store less that of this process")
                .register(registry);
    }

    /** Not a number before the database has answered. */
    private static double offset(StoreClock clock) {
        return clock.isRead()
                ? Duration.between(MACHINE.instant(), clock.instant()).toNanos() / 1e9
                : Double.NaN;
    }
}
