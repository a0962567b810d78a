package io.butterfly.http.access;

import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import io.butterfly.http.Caller;
import io.butterfly.http.TrustedPeers;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Users whom a proxy in front vouches for, by {@code x_username}: single sign-on. The proxy must stand in
 * {@code butterfly.trusted-peers}, and {@code butterfly.proxy-role} says which role its users have: one for all, or
 * with {@code header} the one in {@code x_role}. Such a proxy must set both headers itself, whatever its client sends.
 */
@Singleton
final class ProxyUsers {
    private static final String IN_HEADER = "header";
    private static final Set<Role> OF_PEOPLE = Set.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);

    private final String role;
    private final TrustedPeers peers;

    ProxyUsers(@Value("${butterfly.proxy-role:}") String role, TrustedPeers peers) {
        this.role = role.strip();
        this.peers = peers;
    }

    /** Whether this request may come from such a proxy; {@link #of} says whether it does. */
    boolean isAskedFor(HttpRequest<?> request) {
        return !role.isEmpty() && header(request, Caller.USER_HEADERS).isPresent();
    }

    Optional<Identity> of(HttpRequest<?> request) {
        if (!peers.areNamed(request.getRemoteAddress().getAddress())) {
            return Optional.empty();
        }
        Optional<Role> given =
                role.equals(IN_HEADER) ? header(request, Caller.ROLE_HEADERS).flatMap(Role::of) : Role.of(role);
        return given.filter(OF_PEOPLE::contains).flatMap(known -> header(request, Caller.USER_HEADERS)
                .map(name -> new Identity(name, known, List.of())));
    }

    /** One value only: of two it is unclear which of them the proxy has set. */
    private static Optional<String> header(HttpRequest<?> request, List<String> names) {
        HttpHeaders headers = request.getHeaders();
        List<String> values = names.stream()
                .flatMap(name -> headers.getAll(name).stream())
                .map(String::strip)
                .distinct()
                .toList();
        return values.size() == 1 && !values.getFirst().isEmpty() ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
