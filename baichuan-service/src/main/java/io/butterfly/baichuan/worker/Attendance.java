package io.butterfly.baichuan.worker;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The claims of this process that wait, by worker: one that leaves is not kept waiting for what it would not take. */
@Singleton
public final class Attendance {
    private final Map<String, Set<Stay>> stays = new ConcurrentHashMap<>();

    /**
     * A claim begins; it ends by closing the stay.
     *
     * @param handlers null for none
     */
    public Stay enter(String worker, List<String> handlers) {
        Stay stay = new Stay(worker, handlers == null ? List.of() : handlers);
        stays.compute(worker, (name, others) -> {
            Set<Stay> more = others == null ? ConcurrentHashMap.newKeySet() : others;
            more.add(stay);
            return more;
        });
        return stay;
    }

    /**
     * Nothing is wanted any more by the claims that this worker has made. Returns the handlers whose claims must be
     * woken to notice it.
     */
    public List<String> dismiss(String worker) {
        Set<Stay> dismissed = stays.getOrDefault(worker, Set.of());
        dismissed.forEach(stay -> stay.isDismissed = true);
        return dismissed.stream()
                .flatMap(stay -> stay.handlers.stream())
                .distinct()
                .toList();
    }

    /** One claim's time here. */
    public final class Stay implements AutoCloseable {
        private final String worker;
        private final List<String> handlers;
        private volatile boolean isDismissed;

        private Stay(String worker, List<String> handlers) {
            this.worker = worker;
            this.handlers = handlers;
        }

        public boolean isWanted() {
            return !isDismissed;
        }

        @Override
        public void close() {
            stays.computeIfPresent(worker, (name, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
