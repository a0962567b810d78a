package io.butterfly.http;

import io.butterfly.http.log.AccessEntry;
import io.butterfly.http.log.AccessLog;
import io.butterfly.http.log.ShortParams;
import io.butterfly.http.metrics.CallMeters;
import io.butterfly.kernel.SteadyClock;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Gives every request that was answered to the access log. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
    private static final String NONE = "-";
    private static final Clock MACHINE = Clock.systemUTC();

    private final AccessLog log;
    private final SteadyClock clock;

    AccessFilter(AccessLog log, SteadyClock clock) {
        this.log = log;
        this.clock = clock;
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        if (log.takesRequests()) {
            log.add(entry(request, response));
        }
    }

    private AccessEntry entry(HttpRequest<?> request, HttpResponse<?> response) {
        Duration cost = CallMeters.begun(request).map(clock::since).orElse(Duration.ZERO);
        Optional<Caller> caller = OngoingCall.of(request).map(OngoingCall::caller);
        AccessEntry.Who who = caller.map(AccessFilter::who).orElseGet(() -> unknown(request, response));
        boolean isMessage = caller.isPresent()
                && caller.get().reqid().equals(request.getHeaders().get(Caller.MESSAGE_HEADER));
        return new AccessEntry(
                MACHINE.instant(),
                source(request),
                who,
                isMessage ? AccessEntry.QUEUE : request.getMethodName(),
                request.getPath(),
                cost,
                how(request, response),
                request.getAttribute(OngoingCall.PARAMETERS, Record.class)
                        .map(ShortParams::of)
                        .orElse(""));
    }

    private static AccessEntry.Who who(Caller caller) {
        return new AccessEntry.Who(caller.address(), caller.reqid(), caller.traceId(), caller.user());
    }

    /** What was answered before a call began. */
    private static AccessEntry.Who unknown(HttpRequest<?> request, HttpResponse<?> response) {
        String address = request.getRemoteAddress().getAddress().getHostAddress();
        return new AccessEntry.Who(address, response.getHeaders().get("x-reqid", String.class, NONE), NONE, NONE);
    }

    private static AccessEntry.How how(HttpRequest<?> request, HttpResponse<?> response) {
        return new AccessEntry.How(
                OngoingCall.stat(request, response), response.getHeaders().get("x-reason", String.class, ""), "");
    }

    private static String source(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(MethodBasedRouteInfo.class::isInstance)
                .map(route -> ((MethodBasedRouteInfo<?, ?>) route).getTargetMethod())
                .map(method -> method.getDeclaringType().getSimpleName() + ":" + method.getMethodName())
                .orElse(NONE);
    }

    /** Before all others, so that it sees the reply as the caller gets it. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.before();
    }
}
