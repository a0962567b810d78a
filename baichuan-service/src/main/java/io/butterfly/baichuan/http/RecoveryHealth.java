package io.butterfly.baichuan.http;

import io.butterfly.baichuan.recovery.RecoveryLoop;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Not ready when recovery has not had a good turn for long: then nobody takes up what workers leave behind. */
@Readiness
@Singleton
final class RecoveryHealth implements HealthIndicator {
  private static final Duration TOO_OLD = Duration.ofSeconds(30);

  private final RecoveryLoop recovery;

  RecoveryHealth(RecoveryLoop recovery) {
    this.recovery = recovery;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Duration age = recovery.age();
    HealthStatus status = age.compareTo(TOO_OLD) > 0 ? HealthStatus.DOWN : HealthStatus.UP;
    return Publishers.just(HealthResult.builder("recovery", status).details(Map.of("age_seconds", age.toSeconds())).build());
  }
}
