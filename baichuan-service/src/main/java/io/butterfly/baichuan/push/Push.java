package io.butterfly.baichuan.push;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.VirtualThreads;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Runs one delivery for every route there is, and follows when routes come, change and go. */
public final class Push implements Stoppable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);
    private static final Duration END_PATIENCE = Duration.ofSeconds(12);

    private final Deliveries deliveries;
    private final Queues queues;
    private final Routes routes;
    private final int longest;
    private final OwnCalls own;
    private final VirtualThreads threads = new VirtualThreads("push-http", CLOSE_PATIENCE);
    private final VirtualThreads ending = new VirtualThreads("push-end", END_PATIENCE);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads.executor())
            .build();
    private final Map<Route, Delivery> running = new HashMap<>();
    private PollLoop following;

    /** @param limit for a message without a timeout on a route without a deadline */
    public Push(Deliveries deliveries, Queues queues, Routes routes, Duration limit, OwnCalls own) {
        this.own = own;
        this.deliveries = deliveries;
        this.queues = queues;
        this.routes = routes;
        this.longest = (int) Math.clamp(limit.toSeconds(), 1, Integer.MAX_VALUE - 1);
    }

    public void start() {
        following = PollLoop.start("push-routes", this::follow);
    }

    private Duration follow() {
        Set<Route> current = new HashSet<>(routes.current());
        for (Route gone : running.keySet().stream()
                .filter(route -> !current.contains(route))
                .toList()) {
            Delivery delivery = running.remove(gone);
            delivery.stop();
            ending.start(delivery::close); // what is on its way may take a while; the other routes do not wait for it
        }
        current.forEach(route -> running.computeIfAbsent(route, this::deliver));
        return PAUSE;
    }

    private Delivery deliver(Route route) {
        return deliveries.start(
                "push-" + route.name(),
                () -> route.handlers(queues.handlers()),
                route.concurrency(),
                new HttpDeliverer(http, route, longest, own));
    }

    @Override
    public void stopWork() {
        if (following != null) {
            following.close();
        }
        running.values().forEach(Delivery::stop);
        running.values()
                .forEach(delivery -> ending.start(delivery::close)); // side by side: each may wait for its last calls
        running.clear();
        ending.close();
        threads.close();
    }
}
