package io.butterfly.baichuan.worker;

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
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

    Workers(WorkerRegistry registry) {
        this.registry = registry;
    }

    private record Sighting(List<String> handlers, long at) {}

    public void seen(String worker, List<String> handlers) {
        long now = System.nanoTime();
        Sighting last = sightings.get(worker);
        if (last == null || now - last.at() > EVERY_NANOS || !last.handlers().equals(handlers)) {
            registry.seen(worker, handlers);
            forgetTheGone(now);
            sightings.put(worker, new Sighting(List.copyOf(handlers), now));
        }
    }

    /** A heartbeat. */
    public void alive(String worker) {
        long now = System.nanoTime();
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
