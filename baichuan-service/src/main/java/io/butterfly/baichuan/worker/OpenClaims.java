package io.butterfly.baichuan.worker;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisChannel;
import io.butterfly.baichuan.waiting.ClaimWaiters;
import io.butterfly.kernel.ReqId;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The claims of this process that wait, by worker: one that leaves is not kept waiting for what it would not take. It
 * may say so to another replica, which passes it on as {@code <replica> <worker>} on {@code mq:left}.
 */
@Singleton
public final class OpenClaims {
    private final RedisChannel channel;
    private final ClaimWaiters waiting;
    private final String replica = ReqId.next();
    private final Map<String, Set<OpenClaim>> open = new ConcurrentHashMap<>();

    OpenClaims(RedisChannel channel, ClaimWaiters waiting) {
        this.channel = channel;
        this.waiting = waiting;
    }

    @PostConstruct
    void start() {
        channel.listen(Keys.LEFT, this::heard);
    }

    private void heard(String word) {
        String[] parts = word.split(" ", 2);
        if (parts.length == 2 && !parts[0].equals(replica)) {
            dismiss(parts[1]);
        }
    }

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

    /** Nothing is wanted any more by the claims that this worker has made, here or at another replica. */
    public void left(String worker) {
        dismiss(worker);
        channel.say(Keys.LEFT, replica + " " + worker);
    }

    private void dismiss(String worker) {
        Set<OpenClaim> dismissed = open.getOrDefault(worker, Set.of());
        dismissed.forEach(claim -> claim.isDismissed = true);
        dismissed.stream()
                .flatMap(claim -> claim.handlers.stream())
                .distinct()
                .forEach(handler -> waiting.wake(handler, Long.MAX_VALUE));
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
