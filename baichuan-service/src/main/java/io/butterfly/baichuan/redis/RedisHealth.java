package io.butterfly.baichuan.redis;

import io.butterfly.api.Refusal;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;

/**
 * Degraded while Redis may lose messages. Not ready while it, or one server of its cluster, is away; alive all the
 * same, because a restart would not bring it back.
 */
@Readiness
@Singleton
final class RedisHealth implements HealthIndicator {
    private static final String NAME = "redis";
    private static final HealthStatus DEGRADED =
            new HealthStatus("DEGRADED", "it works, and an operator should look", true, 500);

    private final RedisLink redis;

    RedisHealth(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(this::health);
    }

    private CompletableFuture<HealthResult> health() {
        Map<String, CompletionStage<String>> answers;
        try {
            answers = redis.askAll(server -> server.ping());
        } catch (Refusal e) {
            return CompletableFuture.completedFuture(down("Redis does not answer"));
        }
        List<String> silent = new ArrayList<>();
        CompletableFuture<?>[] heard = answers.entrySet().stream()
                .map(answer -> answer.getValue()
                        .handle((pong, e) -> {
                            synchronized (silent) {
                                return e == null || silent.add(answer.getKey());
                            }
                        })
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(heard)
                .thenApply(all -> silent.isEmpty()
                        ? redis.fault().map(RedisHealth::degraded).orElseGet(() -> HealthResult.builder(
                                        NAME, HealthStatus.UP)
                                .build())
                        : down("Redis does not answer at " + String.join(", ", silent)));
    }

    /** It still serves: to stop would not make it safer. */
    private static HealthResult degraded(String fault) {
        return HealthResult.builder(NAME, DEGRADED)
                .details(Map.of("reason", "messages may be lost: Redis at " + fault))
                .build();
    }

    private static HealthResult down(String reason) {
        return HealthResult.builder(NAME, HealthStatus.DOWN)
                .details(Map.of("reason", reason))
                .build();
    }
}
