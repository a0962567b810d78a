package io.butterfly.ruqi.http;

import io.butterfly.ruqi.firing.FiringLoop;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Ready while the loop's turns end well; it asks the database once a second, so this says how the database does, too. */
@Singleton
@Readiness
class FiringHealth implements HealthIndicator {
  private static final Duration TOO_OLD = Duration.ofSeconds(5);

  private final FiringLoop loop;
  private final Store store;

  FiringHealth(FiringLoop loop, Store store) {
    this.loop = loop;
    this.store = store;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Duration age = store.fires() ? loop.age() : store.observer().age();
    boolean isFresh = (!store.fires() || loop.latest().isPresent()) && age.compareTo(TOO_OLD) < 0;
    return Publishers.just(HealthResult.builder("firing", isFresh ? HealthStatus.UP : HealthStatus.DOWN)
        .details(Map.of("last_pass_age_seconds", age.toMillis() / 1e3, "database", isFresh ? "answers" : "does not answer"))
        .build());
  }
}
