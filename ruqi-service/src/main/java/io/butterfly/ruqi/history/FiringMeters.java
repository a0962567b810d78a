package io.butterfly.ruqi.history;

import io.butterfly.ruqi.command.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts firings, as this replica sees them begin and end. */
@Singleton
public final class FiringMeters {
    private static final Duration[] LATE = Stream.of(
                    2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Timer lateness;
    private final Map<Kind, Map<Status, Counter>> ended = new EnumMap<>(Kind.class);

    public FiringMeters(MeterRegistry registry) {
        lateness = Timer.builder("butterfly.ruqi.firing.lateness")
                .description("how late a firing began, counted from when it was due")
                .serviceLevelObjectives(LATE)
                .register(registry);
        for (Kind kind : Kind.values()) {
            Map<Status, Counter> byStatus = new EnumMap<>(Status.class);
            Status.ENDED.forEach(status -> byStatus.put(status, counter(registry, kind, status)));
            ended.put(kind, byStatus);
        }
    }

    private static Counter counter(MeterRegistry registry, Kind kind, Status status) {
        return Counter.builder("butterfly.ruqi.firings")
                .description("firings that ended")
                .tags("kind", kind.name().toLowerCase(Locale.ROOT), "result", status.word())
                .register(registry);
    }

    /** For code that runs outside of a service, and whose counts are not shown. */
    public static FiringMeters unseen() {
        return new FiringMeters(new SimpleMeterRegistry());
    }

    /** These firings of due jobs begin now. */
    public void begun(List<Firing> firings, Instant now) {
        firings.forEach(firing -> {
            Duration late = Duration.between(firing.dueAt(), now);
            lateness.record(late.isNegative() ? Duration.ZERO : late);
        });
    }

    /** These outcomes are in the ledger. A firing that is tried again has not ended. */
    void ended(List<Outcome> outcomes) {
        outcomes.stream()
                .filter(outcome -> !outcome.isFollowedByRetry())
                .forEach(outcome ->
                        ended.get(outcome.firing().kind()).get(outcome.status()).increment());
    }
}
