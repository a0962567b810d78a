package io.butterfly.http.metrics;

import io.butterfly.kernel.PollLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** How long each loop of this process has been in a turn that does not end well. */
@Singleton
final class LoopGauges implements Gauges {
    private final MultiGauge ages;

    LoopGauges(MeterRegistry registry) {
        ages = MultiGauge.builder("butterfly.loop.age")
                .baseUnit("seconds")
                .description("how long a loop has been in a turn that does not end, or that fails again and again")
                .register(registry);
    }

    @Override
    public void read() {
        Map<String, Double> byName = new TreeMap<>();
        PollLoop.running()
                .forEach(loop -> byName.merge(loop.name(), loop.overdue().toMillis() / 1e3, Math::max));
        ages.register(
                byName.entrySet().stream()
                        .map(loop -> MultiGauge.Row.of(Tags.of("loop", loop.getKey()), loop.getValue()))
                        .toList(),
                true);
    }
}
