package io.butterfly.ruqi.http;

import io.butterfly.http.metrics.Gauges;
import io.butterfly.http.metrics.StoreClockGauge;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.replica.StoreClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What this replica is doing now, and how far the database's clock is from this machine's. */
@Singleton
final class FiringGauges implements Gauges {
    FiringGauges(MeterRegistry registry, Outcomes outcomes, StoreClock clock) {
        Gauge.builder("butterfly.ruqi.firings.running", outcomes, Outcomes::count)
                .description("firings that this replica carries out now")
                .register(registry);
        StoreClockGauge.register(registry, () -> clock.isRead() ? Optional.of(clock.instant()) : Optional.empty());
    }
}
