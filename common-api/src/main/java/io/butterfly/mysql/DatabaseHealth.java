package io.butterfly.mysql;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Ready once the tables are; beside that it says how the database is connected, and what is wrong with it. It asks
 * nothing itself.
 */
@Readiness
@Singleton
@Requires(classes = HealthIndicator.class)
final class DatabaseHealth implements HealthIndicator {
    private final Schema schema;
    private final DatabaseState state;

    DatabaseHealth(Schema schema, DatabaseState state) {
        this.schema = schema;
        this.state = state;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("connection", state.connection());
        state.problem().ifPresent(problem -> details.put("problem", problem));
        return Publishers.just(HealthResult.builder("mysql", schema.isReady() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }
}
