package io.butterfly.gateway;

import io.butterfly.http.Caller;
import io.butterfly.http.TrustedPeers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

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

    /** What only a trusted peer may say about a caller: a client that could would be whoever it likes. */
    private static final List<String> ABOUT_THE_CALLER = Stream.of(
                    List.of(Caller.MESSAGE_HEADER, Caller.ADDRESS_HEADER), Caller.USER_HEADERS, Caller.ROLE_HEADERS)
            .flatMap(List::stream)
            .toList();

    private final TrustedPeers peers;

    Heads(TrustedPeers peers) {
        this.peers = peers;
    }

    /** The caller's own token goes along: the service judges it, as if it had been called directly. */
    MutableHttpRequest<?> of(HttpRequest<?> request, Backend backend) {
        MutableHttpRequest<?> head = HttpRequest.create(
                request.getMethod(), backend.at(request.getUri()).toString(), request.getMethodName());
        copy(request.getHeaders(), head.getHeaders());
        InetAddress peer = request.getRemoteAddress().getAddress();
        if (!peers.include(peer)) {
            ABOUT_THE_CALLER.forEach(head.getHeaders()::remove);
        }
        addUnlessThere(head, Caller.ADDRESS_HEADER, peer.getHostAddress());
        // so that a service can tell a page of ours from any other: its own Host is not the one that the browser called
        addUnlessThere(head, "X-Forwarded-Host", request.getHeaders().get("Host"));
        addUnlessThere(head, "X-Forwarded-Proto", request.isSecure() ? "https" : "http");
        return head;
    }

    private static void addUnlessThere(MutableHttpRequest<?> head, String name, String value) {
        if (value != null && !head.getHeaders().contains(name)) {
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
