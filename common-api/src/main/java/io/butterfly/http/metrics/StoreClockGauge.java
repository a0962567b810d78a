package io.butterfly.http.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** How far the clock of a service's store is from this machine's. */
public final class StoreClockGauge {
    private static final Clock MACHINE = Clock.systemUTC();

    private StoreClockGauge() {}

    /** @param store what its clock shows now; empty, and not a number, before it has answered */
    public static void register(MeterRegistry registry, Supplier<Optional<Instant>> store) {
        Gauge.builder("butterfly.store.clock.offset", () -> store.get()
                        .map(time -> Duration.between(MACHINE.instant(), time).toNanos() / 1e9)
                        .orElse(Double.NaN))
                .baseUnit("seconds")
                .description("clock of the store less that of this process")
                .register(registry);
    }
}
