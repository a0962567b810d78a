package io.butterfly.ruqi.http;

import io.butterfly.mysql.DatabaseState;
import io.butterfly.ruqi.Settings;
import io.butterfly.ruqi.firing.FiringLoop;
import io.butterfly.ruqi.replica.Observer;
import io.butterfly.ruqi.replica.StoreClock;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/**
 * Ready while the loop's turns end well. The loop asks the database once a second, so this shows the database's state,
 * too.
 */
@Singleton
@Readiness
class FiringHealth implements HealthIndicator {
    private static final Duration TOO_OLD = Duration.ofSeconds(5);
    private static final Duration STEP_SHOWN = Duration.ofHours(1);

    private final FiringLoop loop;
    private final Settings.Scheduler settings;
    private final Observer observer;
    private final StoreClock clock;
    private final Optional<DatabaseState> database;

    /** @param database none when this process keeps everything in its memory */
    FiringHealth(
            FiringLoop loop,
            Settings.Scheduler settings,
            Observer observer,
            StoreClock clock,
            Optional<DatabaseState> database) {
        this.loop = loop;
        this.settings = settings;
        this.observer = observer;
        this.clock = clock;
        this.database = database;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Duration age = settings.fires() ? loop.age() : observer.age();
        boolean isFresh = (!settings.fires() || loop.latest().isPresent()) && age.compareTo(TOO_OLD) < 0;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("last_pass_age_seconds", age.toMillis() / 1e3);
        details.put(
                "database",
                isFresh ? "answers" : database.flatMap(DatabaseState::problem).orElse("does not answer"));
        clock.steppedWithin(STEP_SHOWN)
                .ifPresent(by -> details.put("database_clock_stepped_by_seconds", by.toMillis() / 1e3));
        return Publishers.just(HealthResult.builder("firing", isFresh ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }
}
