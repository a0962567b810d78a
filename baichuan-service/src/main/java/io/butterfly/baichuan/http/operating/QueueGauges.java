package io.butterfly.baichuan.http.operating;

import io.butterfly.baichuan.queue.QueueDepths;
import io.butterfly.baichuan.queue.QueueDepths.Depth;
import io.butterfly.baichuan.recovery.RecoveryLoop;
import io.butterfly.http.metrics.Gauges;
import io.butterfly.http.metrics.StoreClockGauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What waits in Redis, and how far Redis' clock is from this machine's. */
@Singleton
final class QueueGauges implements Gauges {
    private final QueueDepths depths;
    private final MultiGauge depth;
    private final MultiGauge oldest;

    QueueGauges(MeterRegistry registry, QueueDepths depths, RecoveryLoop recovery) {
        this.depths = depths;
        depth = MultiGauge.builder("butterfly.baichuan.queue.depth")
                .description("messages that wait")
                .register(registry);
        oldest = MultiGauge.builder("butterfly.baichuan.queue.oldest")
                .baseUnit("seconds")
                .description("how long the next message has waited")
                .register(registry);
        StoreClockGauge.register(registry, recovery::redisTime);
    }

    @Override
    public void read() {
        show(depths.read());
    }

    @Override
    public void forget() {
        show(List.of());
    }

    private void show(List<Depth> read) {
        depth.register(rows(read, Depth::count), true);
        oldest.register(rows(read, queue -> queue.oldestMillis() / 1e3), true);
    }

    private static List<MultiGauge.Row<?>> rows(List<Depth> read, ToDoubleFunction<Depth> value) {
        return read.stream()
                .<MultiGauge.Row<?>>map(
                        queue -> MultiGauge.Row.of(Tags.of("handler", queue.handler()), value.applyAsDouble(queue)))
                .toList();
    }
}
