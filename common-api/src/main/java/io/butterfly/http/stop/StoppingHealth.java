package io.butterfly.http.stop;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** Not ready while it stops. */
@Readiness
@Singleton
final class StoppingHealth implements HealthIndicator {
    private final Stopping stopping;

    StoppingHealth(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(
                HealthResult.builder("stopping", stopping.isAnnounced() ? HealthStatus.DOWN : HealthStatus.UP)
                        .build());
    }
}
