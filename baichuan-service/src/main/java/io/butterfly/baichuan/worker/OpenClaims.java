package io.butterfly.baichuan.worker;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The claims of this process that wait, by worker: one that leaves is not kept waiting for what it would not take. */
@Singleton
public final class OpenClaims {
    private final Map<String, Set<OpenClaim>> open = new ConcurrentHashMap<>();

    /**
     * A claim begins here and ends when it is closed.
     *
     * @param handlers null for none
     */
    public OpenClaim enter(String worker, List<String> handlers) {
        OpenClaim claim = new OpenClaim(worker, handlers == null ? List.of() : handlers);
        open.compute(worker, (name, others) -> {
            Set<OpenClaim> more = others == null ? ConcurrentHashMap.newKeySet() : others;
            more.add(claim);
            return more;
        });
        return claim;
    }

    /**
     * Nothing is wanted any more by the claims that this worker has made. Returns the handlers whose claims must be
     * woken to notice it.
     */
    public List<String> dismiss(String worker) {
        Set<OpenClaim> dismissed = open.getOrDefault(worker, Set.of());
        dismissed.forEach(claim -> claim.isDismissed = true);
        return dismissed.stream()
                .flatMap(claim -> claim.handlers.stream())
                .distinct()
                .toList();
    }

    /** A claim from its begin to its end. */
    public final class OpenClaim implements AutoCloseable {
        private final String worker;
        private final List<String> handlers;
        private volatile boolean isDismissed;

        private OpenClaim(String worker, List<String> handlers) {
            this.worker = worker;
            this.handlers = handlers;
        }

        public boolean isWanted() {
            return !isDismissed;
        }

        @Override
        public void close() {
            open.computeIfPresent(worker, (name, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
