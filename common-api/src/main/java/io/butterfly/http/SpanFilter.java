package io.butterfly.http;

import io.butterfly.api.Stat;
import io.butterfly.http.trace.Span;
import io.butterfly.http.trace.SpanExport;
import io.butterfly.kernel.TraceParent;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes a span of each call, below the one that its caller names in {@code traceparent}. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SpanFilter implements Ordered {
    private static final String BEGUN = "butterfly.span-since";
    private static final Clock MACHINE = Clock.systemUTC();
    private static final int SERVER_ERROR = 500;

    private final SpanExport export;

    SpanFilter(SpanExport export) {
        this.export = export;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        if (export.isOn()) {
            request.setAttribute(BEGUN, MACHINE.instant());
        }
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        if (export.isOn()) {
            OngoingCall.of(request).ifPresent(call -> export.add(span(call.caller(), request, response)));
        }
    }

    private static Span span(Caller caller, HttpRequest<?> request, HttpResponse<?> response) {
        Instant begun = request.getAttribute(BEGUN, Instant.class).orElseGet(MACHINE::instant);
        String stat = OngoingCall.stat(request, response);
        boolean isError = response.code() >= SERVER_ERROR || stat.equals(Stat.ERR_SERVER_EXCEPTION.name());
        return new Span(
                new Span.Ids(
                        TraceParent.trace(caller.traceId()),
                        TraceParent.span("call " + caller.reqid() + begun),
                        TraceParent.spanId(request.getHeaders().get(TraceParent.HEADER))),
                request.getMethod() + " " + request.getPath(),
                Span.Kind.SERVER,
                begun,
                Duration.between(begun, MACHINE.instant()),
                isError ? Optional.of(stat) : Optional.empty(),
                Map.of("reqid", caller.reqid(), "stat", stat, "user", caller.user()));
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.before();
    }
}
