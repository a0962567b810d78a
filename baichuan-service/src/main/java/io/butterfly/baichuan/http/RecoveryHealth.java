package io.butterfly.baichuan.http;

import io.butterfly.baichuan.recovery.RecoveryLoop;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Not ready when recovery has not had a good turn for long: then messages that workers leave behind are not taken up.
 */
@Readiness
@Singleton
final class RecoveryHealth implements HealthIndicator {
    private static final Duration TOO_OLD = Duration.ofSeconds(30);
    private static final Duration STEP_SHOWN = Duration.ofHours(1);

    private final RecoveryLoop recovery;

    RecoveryHealth(RecoveryLoop recovery) {
        this.recovery = recovery;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Duration age = recovery.age();
        HealthStatus status = age.compareTo(TOO_OLD) > 0 ? HealthStatus.DOWN : HealthStatus.UP;
        Map<String, Object> details = new LinkedHashMap<>(Map.of("age_seconds", age.toSeconds()));
        recovery.clockSteppedWithin(STEP_SHOWN)
                .ifPresent(by -> details.put("redis_clock_stepped_by_seconds", by.toMillis() / 1e3));
        return Publishers.just(
                HealthResult.builder("recovery", status).details(details).build());
    }
}
