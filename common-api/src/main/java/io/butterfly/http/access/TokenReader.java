package io.butterfly.http.access;

import io.butterfly.access.Access;
import io.butterfly.access.Answer;
import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import io.butterfly.http.Caller;
import io.butterfly.http.TrustedPeers;
import io.butterfly.kernel.SteadyClock;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Reads who calls from the token of a request. Without a token configured everyone who reaches us is local. */
@Singleton
final class TokenReader implements AuthenticationFetcher<HttpRequest<?>> {
    static final String IDENTITY = "identity";
    private static final String DENIED = "butterfly.denied";
    private static final String BEARER = "Bearer";
    private static final int LONGEST_ADDRESS = 64;
    private static final Authentication LOCAL = of(Identity.LOCAL);

    private final Access access;
    private final ProxyUsers proxy;
    private final TrustedPeers trusted;
    private final SteadyClock clock;

    TokenReader(Access access, ProxyUsers proxy, TrustedPeers trusted, SteadyClock clock) {
        this.access = access;
        this.proxy = proxy;
        this.trusted = trusted;
        this.clock = clock;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        if (!access.isOn()) {
            request.setAttribute(Identity.ATTRIBUTE, Identity.LOCAL);
            return Publishers.just(LOCAL);
        }
        List<String> shown = shown(request.getHeaders());
        if (shown.isEmpty() && proxy.isAskedFor(request)) {
            return vouchedFor(request).map(Publishers::just).orElseGet(Publishers::empty);
        }
        Answer answer = access.identify(shown, address(request), clock.nanos());
        if (answer instanceof Answer.Known known) {
            return Publishers.just(of(remembered(request, known.identity())));
        }
        request.setAttribute(DENIED, answer);
        return Publishers.empty();
    }

    /** Empty when no proxy of ours vouches for anyone. */
    private Optional<Authentication> vouchedFor(HttpRequest<?> request) {
        return proxy.of(request).map(identity -> of(remembered(request, identity)));
    }

    private static Identity remembered(HttpRequest<?> request, Identity shown) {
        boolean isOurs = shown.role() == Role.SERVICE;
        String publisher = request.getHeaders().get(Identity.PUBLISHER_HEADER);
        Identity identity = isOurs && publisher != null ? Identity.ofPublisher(publisher) : shown;
        request.setAttribute(Identity.ATTRIBUTE, identity);
        request.setAttribute(Identity.FROM_OURS, isOurs);
        return identity;
    }

    /** Some clients of the manual's library send a header {@code Bearer} of its own. */
    private static List<String> shown(HttpHeaders headers) {
        List<String> shown = new ArrayList<>(headers.getAll(HttpHeaders.AUTHORIZATION));
        headers.getAll(BEARER).forEach(token -> shown.add(BEARER + " " + token));
        return shown;
    }

    /** Behind a proxy all clients have one address: the one that it saw counts, or one client could lock all out. */
    private String address(HttpRequest<?> request) {
        InetAddress peer = request.getRemoteAddress().getAddress();
        List<String> seen = request.getHeaders().getAll(Caller.ADDRESS_HEADER);
        boolean isSeen = seen.size() == 1 && seen.getFirst().length() <= LONGEST_ADDRESS;
        return isSeen && trusted.include(peer) ? seen.getFirst() : peer.getHostAddress();
    }

    private static Authentication of(Identity identity) {
        return Authentication.build(identity.name(), List.of(identity.role().text()), Map.of(IDENTITY, identity));
    }

    /** Why this request has no identity; missing when no token was looked at. */
    static Answer answer(HttpRequest<?> request) {
        return request.getAttribute(DENIED, Answer.class).orElseGet(Answer::missing);
    }

    static Optional<Identity> identity(Authentication authentication) {
        return Optional.ofNullable(authentication)
                .map(known -> known.getAttributes().get(IDENTITY))
                .map(Identity.class::cast);
    }
}
