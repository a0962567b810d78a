package io.butterfly.gateway;

import io.micronaut.health.HealthStatus;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.ProxyHttpClient;
import io.micronaut.management.health.aggregator.HealthAggregator;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /health} of the gateway is that of everything behind it; its own liveness and readiness are not touched by theirs. */
@Singleton
final class ServicesHealth implements HealthIndicator {
  private static final URI READINESS = URI.create("/health/readiness");
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Services services;
  private final ProxyHttpClient client;
  private final HealthAggregator<?> aggregator;

  ServicesHealth(Services services, ProxyHttpClient client, HealthAggregator<?> aggregator) {
    this.services = services;
    this.client = client;
    this.aggregator = aggregator;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return aggregator.aggregate("services", Flux.fromIterable(services.all()).flatMap(this::health));
  }

  private Mono<HealthResult> health(Upstream upstream) {
    return Mono.from(client.proxy(HttpRequest.GET(upstream.at(READINESS))))
        .timeout(PATIENCE)
        .map(answer -> HealthResult.builder(upstream.name(), answer.status() == HttpStatus.OK ? HealthStatus.UP : HealthStatus.DOWN).build())
        .onErrorResume(failure -> Mono.just(HealthResult.builder(upstream.name(), HealthStatus.DOWN)
            .details(Map.of("error", "does not answer"))
            .build()));
  }
}
