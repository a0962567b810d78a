package io.butterfly.baichuan.redis.link;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Not ready while Redis is away; alive all the same, because a restart would not bring it back. */
@Readiness
@Singleton
final class RedisHealth implements HealthIndicator {
  private static final String NAME = "redis";

  private final RedisLink redis;

  RedisHealth(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.fromCompletableFuture(() -> redis.ping().handle((answer, e) -> e == null
        ? HealthResult.builder(NAME, HealthStatus.UP).build()
        : HealthResult.builder(NAME, HealthStatus.DOWN).details(Map.of("reason", "Redis does not answer")).build())
        .toCompletableFuture());
  }
}
