package io.butterfly.baichuan.worker;

import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Leases;
import io.butterfly.kernel.SteadyClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Registers workers when they claim: the first time, when they change, and once a minute. */
@Singleton
public final class Workers {
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MANY = 10_000;

    private final WorkerRegistry registry;
    private final Leases leases;
    private final SteadyClock clock;
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

    Workers(WorkerRegistry registry, Leases leases, SteadyClock clock) {
        this.leases = leases;
        this.clock = clock;
        this.registry = registry;
    }

    /** How long a message stays a worker's without a sign of life. */
    public record LeaseTime(Duration duration) {}

    private record Sighting(List<String> handlers, long at) {}

    public void seen(String worker, List<String> handlers) {
        long now = clock.nanos();
        Sighting last = sightings.get(worker);
        if (last == null || now - last.at() > EVERY_NANOS || !last.handlers().equals(handlers)) {
            registry.seen(worker, handlers);
            forgetTheGone(now);
            sightings.put(worker, new Sighting(List.copyOf(handlers), now));
        }
    }

    /** The worker is alive and prolongs its leases, each judged for itself; in order. */
    public List<LeaseResult<Held>> heartbeat(String worker, List<Lease> held, Duration lasting) {
        alive(worker);
        return leases.renew(held, lasting);
    }

    private void alive(String worker) {
        long now = clock.nanos();
        Sighting last = sightings.get(worker);
        if (last != null && now - last.at() > EVERY_NANOS) {
            if (!registry.alive(worker)) {
                registry.seen(worker, last.handlers());
            }
            sightings.put(worker, new Sighting(last.handlers(), now));
        }
    }

    /** It takes no more, and holds nothing. */
    public void left(String worker) {
        sightings.remove(worker);
        registry.left(worker);
    }

    private void forgetTheGone(long now) {
        if (sightings.size() >= MANY) {
            sightings.values().removeIf(sighting -> now - sighting.at() > EVERY_NANOS);
        }
    }
}
