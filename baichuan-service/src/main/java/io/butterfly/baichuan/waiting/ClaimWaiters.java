package io.butterfly.baichuan.waiting;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The claims of this process that wait for messages, by handler, in order of arrival. */
@Singleton
public final class ClaimWaiters {
    private final Map<String, Collection<Place>> places = new ConcurrentHashMap<>();

    /** Takes a place for all these handlers; wake-ups from now on count. */
    public Place enter(List<String> handlers) {
        Place place = new Place(handlers);
        for (String handler : handlers) {
            places.compute(handler, (name, line) -> {
                Collection<Place> longer = line == null ? new LinkedHashSet<>() : line;
                longer.add(place);
                return longer;
            });
        }
        return place;
    }

    /** Wakes those who came first, as many as there are messages, at most. */
    public void wake(String handler, long messages) {
        List<Place> woken = new ArrayList<>();
        places.computeIfPresent(handler, (name, line) -> {
            for (Place place : line) {
                if (woken.size() == messages) {
                    break;
                }
                if (place.isAsleep()) {
                    woken.add(place);
                }
            }
            return line;
        });
        woken.forEach(place -> place.wake(handler));
    }

    /** The handlers that claims wait for. */
    public List<String> handlers() {
        return List.copyOf(places.keySet());
    }

    /** One claim's place in the line; leave it by closing it. */
    public final class Place implements AutoCloseable {
        private final List<String> handlers;
        private final Semaphore wakeups = new Semaphore(0);
        private volatile String wokenFor = "";

        private Place(List<String> handlers) {
            this.handlers = handlers;
        }

        /** Returns true when woken, false after this long. */
        public boolean await(Duration atMost) throws InterruptedException {
            boolean isWoken = wakeups.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            wakeups.drainPermits();
            return isWoken;
        }

        /** The handler of the latest wake-up; empty when there was none. */
        public String wokenFor() {
            return wokenFor;
        }

        private boolean isAsleep() {
            return wakeups.availablePermits() == 0;
        }

        private void wake(String handler) {
            wokenFor = handler;
            wakeups.release();
        }

        @Override
        public void close() {
            for (String handler : handlers) {
                places.computeIfPresent(handler, (name, line) -> {
                    line.remove(this);
                    return line.isEmpty() ? null : line;
                });
            }
        }
    }
}
