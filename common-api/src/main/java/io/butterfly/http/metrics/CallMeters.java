package io.butterfly.http.metrics;

import io.butterfly.kernel.SteadyClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures each request, from its head until its reply is made, by its route: a path that nothing answers is
 * {@code other}, so that no caller can make new series. Counts those that were refused because of who called.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class CallMeters implements Ordered {
    private static final String BEGUN = "butterfly.begun";
    private static final String OTHER = "other";
    private static final Map<Integer, String> DENIALS = Map.of(401, "unknown", 403, "forbidden", 429, "limited");

    private final MeterRegistry registry;
    private final SteadyClock clock;
    private final Map<Call, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Integer, Counter> denied = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry, SteadyClock clock) {
        this.registry = registry;
        this.clock = clock;
        DENIALS.forEach((status, reason) -> denied.put(status, denials(registry, reason)));
    }

    private static Counter denials(MeterRegistry registry, String reason) {
        return Counter.builder("butterfly.denied")
                .description("requests refused because of who called")
                .tag("reason", reason)
                .register(registry);
    }

    private record Call(String method, String uri, int status) {}

    /** When the head of this request was here, in nanoseconds of the steady clock. */
    public static Optional<Long> begun(HttpRequest<?> request) {
        return request.getAttribute(BEGUN, Long.class);
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(BEGUN, clock.nanos());
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        Call call = new Call(request.getMethod().name(), route(request), response.code());
        begun(request)
                .ifPresent(begun -> timers.computeIfAbsent(call, this::timer).record(clock.since(begun)));
        Counter refused = denied.get(response.code());
        if (refused != null) {
            refused.increment();
        }
    }

    private static String route(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(UriRouteInfo.class::isInstance)
                .map(route -> ((UriRouteInfo<?, ?>) route).getUriMatchTemplate().toPathString())
                .orElse(OTHER);
    }

    private Timer timer(Call call) {
        return Timer.builder("http.server.requests")
                .description("requests, from their head until their reply is made")
                .tags("method", call.method(), "uri", call.uri(), "status", Integer.toString(call.status()))
                .register(registry);
    }

    /** Before all others: it measures them, too. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.before();
    }
}
