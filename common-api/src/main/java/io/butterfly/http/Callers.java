package io.butterfly.http;

import io.butterfly.access.Identity;
import io.butterfly.http.load.Load;
import io.butterfly.http.stop.Stopping;
import io.butterfly.kernel.ReqId;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.TraceParent;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.PostponedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.server.netty.NettyHttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Reads who calls from a request. */
@Singleton
final class Callers implements TypedRequestArgumentBinder<Caller>, PostponedRequestArgumentBinder<Caller> {
    /** What may be an id: printable, no blanks; anything else is as good as absent. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,255}");

    private final Stopping stopping;
    private final TrustedPeers trusted;
    private final SteadyClock clock;

    Callers(Stopping stopping, TrustedPeers trusted, SteadyClock clock) {
        this.trusted = trusted;
        this.stopping = stopping;
        this.clock = clock;
    }

    @Override
    public Argument<Caller> argumentType() {
        return Argument.of(Caller.class);
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = begin(request).caller();
        return () -> Optional.of(caller);
    }

    /** The first parameter that is bound begins the call, whichever it is. */
    OngoingCall begin(HttpRequest<?> request) {
        return OngoingCall.of(request).orElseGet(() -> OngoingCall.begin(request, of(request), clock.nanos()));
    }

    private Caller of(HttpRequest<?> request) {
        InetAddress peer = request.getRemoteAddress().getAddress();
        Identity identity =
                request.getAttribute(Identity.ATTRIBUTE, Identity.class).orElse(Identity.LOCAL);
        boolean isTrusted = identity.isOurs()
                || request.getAttribute(Identity.FROM_OURS, Boolean.class).orElse(false)
                || trusted.include(peer);
        String reqid = ReqId.next();
        String address = peer.getHostAddress();
        String user = identity.name();
        if (isTrusted) {
            reqid = idOf(request, Caller.MESSAGE_HEADER, reqid);
            address = firstOf(request, address, List.of(Caller.ADDRESS_HEADER));
            user = firstOf(request, user, Caller.USER_HEADERS);
        }
        String begun = TraceParent.traceId(request.getHeaders().get(TraceParent.HEADER))
                .orElse(reqid);
        String trace = idOf(request, Caller.TRACE_HEADER, begun);
        return new Caller(reqid, address, user, identity, trace, isConnected(request), Load.of(request))
                .onlyWhile(() -> !stopping.isUnderWay());
    }

    private static String idOf(HttpRequest<?> request, String header, String otherwise) {
        String value = request.getHeaders().get(header);
        return value != null && ID.matcher(value).matches() ? value : otherwise;
    }

    private static String firstOf(HttpRequest<?> request, String otherwise, List<String> headers) {
        for (String header : headers) {
            String value = request.getHeaders().get(header);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return otherwise;
    }

    private static BooleanSupplier isConnected(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? netty.getChannelHandlerContext().channel()::isActive
                : () -> true;
    }
}
