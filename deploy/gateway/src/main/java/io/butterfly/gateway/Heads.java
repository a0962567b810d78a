package io.butterfly.gateway;

import io.butterfly.http.Caller;
import io.butterfly.http.TrustedPeers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpRequest;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;

/** Passes heads of requests and replies on. */
@Singleton
final class Heads {
    /** They describe one connection (RFC 9110 §7.6.1), or the body, which is written anew. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length");

    private final TrustedPeers peers;

    Heads(TrustedPeers peers) {
        this.peers = peers;
    }

    /**
     * Which message a call is, only BaiChuan may say: a client that could would get the reply of a call it did not
     * make.
     */
    MutableHttpRequest<?> of(HttpRequest<?> request, Backend backend) {
        MutableHttpRequest<?> head = HttpRequest.create(
                request.getMethod(), backend.at(request.getUri()).toString(), request.getMethodName());
        copy(request.getHeaders(), head.getHeaders());
        addUnlessThere(
                request,
                head,
                "X-Real-IP",
                request.getRemoteAddress().getAddress().getHostAddress());
        // so that a service can tell a page of ours from any other: its own Host is not the one that the browser called
        addUnlessThere(request, head, "X-Forwarded-Host", request.getHeaders().get("Host"));
        addUnlessThere(request, head, "X-Forwarded-Proto", request.isSecure() ? "https" : "http");
        if (head.getHeaders().contains(Caller.MESSAGE_HEADER)
                && !peers.include(request.getRemoteAddress().getAddress())) {
            head.getHeaders().remove(Caller.MESSAGE_HEADER);
        }
        return head;
    }

    private static void addUnlessThere(HttpRequest<?> request, MutableHttpRequest<?> head, String name, String value) {
        if (value != null && !request.getHeaders().contains(name)) {
            head.header(name, value);
        }
    }

    static void copy(HttpHeaders from, MutableHttpHeaders to) {
        from.forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> to.add(name, value));
            }
        });
    }
}
