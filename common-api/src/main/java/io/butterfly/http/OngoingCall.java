package io.butterfly.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.web.router.RouteAttributes;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * A call from the moment its method is about to run until its reply is made. It is an attribute of its request.
 *
 * @param answersFile whether its method returns a {@link FileReply}
 * @param startedAt nanoseconds of the {@link io.butterfly.kernel.SteadyClock}
 */
record OngoingCall(Caller caller, boolean answersFile, long startedAt) {
    /** Attributes of a request for the access log: what was bound, and the reply's code. */
    static final String PARAMETERS = "butterfly.parameters";

    static final String STAT = "butterfly.stat";

    private static final String ATTRIBUTE = "butterfly.call";

    /** The call goes on when its caller has hung up: what it has taken of the memory is its own until it ends. */
    static OngoingCall begin(HttpRequest<?> request, Caller caller, long now) {
        boolean answersFile = RouteAttributes.getRouteInfo(request)
                .filter(route -> FileReply.class.equals(route.getReturnType().getType()))
                .isPresent();
        caller.load().hold();
        MDC.put("reqid", caller.reqid());
        MDC.put("trace", caller.traceId());
        OngoingCall call = new OngoingCall(caller, answersFile, now);
        request.setAttribute(ATTRIBUTE, call);
        return call;
    }

    /** Empty when no method marked {@link Api} was about to answer this request. */
    static Optional<OngoingCall> of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, OngoingCall.class);
    }

    /** The code that the reply carries; its HTTP status when it carries none. */
    static String stat(HttpRequest<?> request, HttpResponse<?> response) {
        return request.getAttribute(STAT, String.class).orElseGet(() -> Integer.toString(response.code()));
    }

    void end() {
        caller.load().letGo();
        MDC.clear();
    }
}
