package io.butterfly.baichuan.push;

import io.butterfly.baichuan.claim.Claims;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.waiting.CancelSignals;
import io.butterfly.baichuan.worker.Workers;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.InstanceName;
import io.butterfly.kernel.SteadyClock;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all deliveries of this process share: they are one worker. */
@Singleton
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    final Claims claims;
    final Finishes finishes;
    final Workers workers;
    final CancelSignals cancels;
    final String worker;
    final Duration lease;
    final Duration heartbeat;
    final Backoff backoff;
    final SteadyClock clock = SteadyClock.system();
    private final Map<String, List<String>> served = new ConcurrentHashMap<>();

    Deliveries(
            Claims claims,
            Finishes finishes,
            Workers workers,
            CancelSignals cancels,
            PushSettings settings,
            @Value("${micronaut.server.port:8581}") int port) {
        this.claims = claims;
        this.finishes = finishes;
        this.workers = workers;
        this.cancels = cancels;
        this.worker = InstanceName.ofThisProcess(Math.max(0, port)).toString();
        this.lease = settings.lease();
        this.heartbeat = lease.dividedBy(3);
        this.backoff = new Backoff(settings.backoff(), Duration.ofMinutes(5));
    }

    /** All deliveries are one worker, which has the handlers of each. */
    void seen(String delivery, List<String> handlers) {
        served.put(delivery, handlers);
        workers.seen(
                worker,
                served.values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** This delivery has ended. */
    void unseen(String delivery) {
        served.remove(delivery);
    }

    @PreDestroy
    void left() {
        try {
            workers.left(worker);
        } catch (RuntimeException e) {
            LOG.debug("this worker could not leave: its registration expires by itself", e);
        }
    }

    /**
     * Starts to deliver.
     *
     * @param handlers asked before every claim, because routes know their queues only by looking
     * @param concurrency how many messages are executed at the same time at most
     */
    public Delivery start(String name, Supplier<List<String>> handlers, int concurrency, Deliverer deliverer) {
        return new Delivery(this, name, handlers, concurrency, deliverer);
    }
}
