package io.butterfly.http.health;

import io.butterfly.kernel.MainLoops;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/**
 * Not alive when a turn of a main loop hangs: only a new process helps then. Turns that fail do not count. They fail
 * while a store is away, and ending all processes would make that worse. Every call to a store has a limit far below
 * this one.
 */
@Liveness
@Singleton
@Requires(classes = HealthIndicator.class)
final class LoopLiveness implements HealthIndicator {
    private static final Duration HANGS = Duration.ofMinutes(5);

    private final List<MainLoops> loops;

    LoopLiveness(List<MainLoops> loops) {
        this.loops = loops;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Double> hanging = new TreeMap<>();
        for (MainLoops main : loops) {
            main.turnAges().forEach((name, age) -> {
                if (age.compareTo(HANGS) > 0) {
                    hanging.put(name, age.toMillis() / 1e3);
                }
            });
        }
        return Publishers.just(HealthResult.builder("turns", hanging.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("hanging_for_seconds", hanging))
                .build());
    }
}
