package io.butterfly.http.server;

import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Api;
import io.butterfly.http.HeaderText;
import io.butterfly.http.adaptor.StatAdaptor;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.netty.handler.codec.http.HttpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages out of a service that has no authentication: a page in a browser on this machine can reach loopback,
 * but it cannot forge {@code Host} or what a {@link Browser} adds. Beside loopback's, {@code butterfly.allowed-hosts}
 * names more hosts, or whole origins. A call that changes something is taken from a browser as a POST only, because an
 * image or a link of any page may send a GET. The two probes stay open: they are called by address, and say nothing
 * that is secret.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class LoopbackGuard {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> PROBES = Set.of("/health/liveness", "/health/readiness");

    private final Set<String> hosts = new HashSet<>(LOOPBACK);
    private final Browser browser;
    private final StatAdaptor adaptor;

    LoopbackGuard(@Value("${butterfly.allowed-hosts:}") List<String> allowedHosts, StatAdaptor adaptor) {
        this.adaptor = adaptor;
        Set<Origin> origins = new HashSet<>();
        for (String allowed : allowedHosts) {
            Optional<Origin> origin = allowed.contains("://") ? Origin.of(allowed) : Optional.empty();
            origin.ifPresent(origins::add);
            hosts.add(origin.map(Origin::host).orElse(allowed.strip().toLowerCase(Locale.ROOT)));
        }
        hosts.remove("");
        this.browser = new Browser(origins);
    }

    @RequestFilter
    @Order(Ordered.HIGHEST_PRECEDENCE) // before any filter that answers, such as the gateway's
    @Nullable
    HttpResponse<?> refuseForeign(HttpRequest<?> request) {
        if (PROBES.contains(request.getPath())) {
            return null;
        }
        return whyUnknown(request)
                .or(() -> browser.whyForeign(request))
                .or(() -> whyUnsafe(request))
                .map(this::forbidden)
                .orElse(null);
    }

    private Optional<String> whyUnknown(HttpRequest<?> request) {
        List<String> given = request.getHeaders().getAll("Host");
        if (given.isEmpty()) {
            return isBeforeHosts(request)
                    ? Optional.empty()
                    : Optional.of("the request has no Host, or could not be read");
        }
        return given.stream()
                .filter(host -> !hosts.contains(withoutPort(host).toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(host -> "Host " + host
                        + " is not one of this service's names: the setting BUTTERFLY_ALLOWED_HOSTS"
                        + " (butterfly.allowed-hosts) takes more of them, and a proxy in front can pass on"
                        + " the Host that it was called by");
    }

    /** HTTP/1.0 has no Host; no browser speaks it. */
    private static boolean isBeforeHosts(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                && HttpVersion.HTTP_1_0.equals(netty.getNativeRequest().protocolVersion());
    }

    private Optional<String> whyUnsafe(HttpRequest<?> request) {
        boolean mayChange = !"POST".equals(request.getMethodName())
                && RouteAttributes.getRouteMatch(request)
                        .map(RouteMatch::getAnnotationMetadata)
                        .filter(call -> call.hasAnnotation(Api.class) && !call.isTrue(Api.class, "reads"))
                        .isPresent();
        return mayChange && browser.sent(request)
                ? Optional.of(request.getPath() + " changes something: a browser may call it by POST only")
                : Optional.empty();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private HttpResponse<?> forbidden(String why) {
        return HttpResponse.status(HttpStatus.FORBIDDEN)
                .body(Json.bytes(adaptor.adapt(Reply.refused(Stat.ERR, why))))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("x-reason", HeaderText.oneLine(why));
    }
}
