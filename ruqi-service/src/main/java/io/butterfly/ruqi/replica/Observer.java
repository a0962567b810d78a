package io.butterfly.ruqi.replica;

import io.butterfly.kernel.PollLoop;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * In the place of a {@link Replica} that does not fire: it knows the store's time, and whether the store answers, and
 * holds no lease.
 */
@Singleton
public final class Observer implements AutoCloseable {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final Replicas replicas;
    private final StoreClock clock;
    private volatile PollLoop loop;
    private volatile boolean hasLooked;

    public Observer(Replicas replicas, StoreClock clock) {
        this.replicas = replicas;
        this.clock = clock;
    }

    public void start() {
        loop = PollLoop.start("ruqi-observer", this::tick);
    }

    Duration tick() {
        clock.read(replicas::now);
        hasLooked = true;
        return PACE;
    }

    public boolean isRunning() {
        return loop != null;
    }

    /** How long ago the store last answered; very long before it first did. */
    public Duration age() {
        return hasLooked ? loop.age() : Duration.ofDays(1);
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }
}
