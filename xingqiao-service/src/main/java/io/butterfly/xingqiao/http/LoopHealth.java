package io.butterfly.xingqiao.http;

import io.butterfly.mysql.DatabaseState;
import io.butterfly.mysql.Schema;
import io.butterfly.xingqiao.Lifecycle;
import io.butterfly.xingqiao.reconcile.StillJobs;
import io.butterfly.xingqiao.reconcile.StoreClock;
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
 * Ready: the tables are there, and the reconciler, which asks the database twice a second, has had its answer lately.
 * BaiChuan being away does not make this service unready, because it can still take jobs and show them; the age of the
 * progress loops says so.
 */
@Singleton
@Readiness
final class LoopHealth implements HealthIndicator {
    private static final Duration STALE = Duration.ofSeconds(5);
    private static final Duration STEP_SHOWN = Duration.ofHours(1);

    private final Schema schema;
    private final Lifecycle lifecycle;
    private final StillJobs still;
    private final DatabaseState database;
    private final StoreClock clock;

    LoopHealth(Schema schema, Lifecycle lifecycle, StillJobs still, DatabaseState database, StoreClock clock) {
        this.schema = schema;
        this.lifecycle = lifecycle;
        this.still = still;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        boolean isFresh =
                lifecycle.reconcileAge().filter(age -> age.compareTo(STALE) < 0).isPresent();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "database",
                isFresh && schema.isReady() ? "answers" : database.problem().orElse("does not answer"));
        lifecycle.reconcileAge().ifPresent(age -> details.put("reconcile_age_seconds", age.toMillis() / 1000.0));
        lifecycle.progressAge().ifPresent(age -> details.put("progress_age_seconds", age.toMillis() / 1000.0));
        details.put("jobs_standing_still", still.count());
        clock.steppedWithin(STEP_SHOWN)
                .ifPresent(by -> details.put("database_clock_stepped_by_seconds", by.toMillis() / 1e3));
        HealthStatus status = isFresh && schema.isReady() ? HealthStatus.UP : HealthStatus.DOWN;
        return Publishers.just(
                HealthResult.builder("loops", status).details(details).build());
    }
}
