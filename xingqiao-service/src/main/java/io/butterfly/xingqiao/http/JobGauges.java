package io.butterfly.xingqiao.http;

import io.butterfly.http.metrics.Gauges;
import io.butterfly.http.metrics.StoreClockGauge;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.xingqiao.mysql.read.Waiting;
import io.butterfly.xingqiao.reconcile.StillJobs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What waits in the database, and how far its clock is from this machine's. */
@Singleton
final class JobGauges implements Gauges {
    private static final SteadyClock CLOCK = SteadyClock.system();

    private final Waiting waiting;
    private volatile Optional<Seen> seen = Optional.empty();

    JobGauges(MeterRegistry registry, Waiting waiting, StillJobs still) {
        this.waiting = waiting;
        jobs(registry, "started", count -> count.running());
        jobs(registry, "paused", count -> count.paused());
        jobs(registry, "locked", count -> count.locked());
        Gauge.builder("butterfly.xingqiao.jobs.still", still, StillJobs::count)
                .description("jobs that run and have not moved for longer than xingqiao.still-limit")
                .register(registry);
        Gauge.builder(
                        "butterfly.xingqiao.notices.waiting",
                        () -> shown(found -> found.count().notices()))
                .description("notices that are not sent yet")
                .register(registry);
        StoreClockGauge.register(registry, () -> seen.map(Seen::now));
    }

    private void jobs(MeterRegistry registry, String status, ToDoubleFunction<Waiting.Count> number) {
        Gauge.builder("butterfly.xingqiao.jobs", () -> shown(found -> number.applyAsDouble(found.count())))
                .description("jobs that have not ended")
                .tag("status", status)
                .register(registry);
    }

    /** @param at nanoseconds of the steady clock when it was read */
    private record Seen(Waiting.Count count, long at) {
        Instant now() {
            return count.now().plus(CLOCK.since(at));
        }
    }

    /** Not a number while the database does not answer. */
    private double shown(ToDoubleFunction<Seen> number) {
        return seen.map(number::applyAsDouble).orElse(Double.NaN);
    }

    @Override
    public void read() {
        long asked = CLOCK.nanos();
        Waiting.Count count = waiting.count();
        seen = Optional.of(new Seen(count, asked + (CLOCK.nanos() - asked) / 2));
    }

    @Override
    public void forget() {
        seen = Optional.empty();
    }
}
