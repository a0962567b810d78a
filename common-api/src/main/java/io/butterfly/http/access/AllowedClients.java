package io.butterfly.http.access;

import io.butterfly.outbound.PeerList;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.InetAddress;
import java.util.List;

/**
 * Lets only those call whose addresses are in {@code butterfly.allowed-clients}; everyone when it is empty. The address
 * is the connection's, which cannot be forged; loopback and the two probes always pass.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AllowedClients {
    private final PeerList clients;
    private final Denials denials;

    AllowedClients(@Value("${butterfly.allowed-clients:}") List<String> clients, Denials denials) {
        this.denials = denials;
        try {
            this.clients = PeerList.ofRanges(clients);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("butterfly.allowed-clients: " + e.getMessage(), e);
        }
    }

    @RequestFilter
    @Order(Ordered.HIGHEST_PRECEDENCE) // before a token is looked at
    @Nullable
    HttpResponse<?> refuseOthers(HttpRequest<?> request) {
        InetAddress client = request.getRemoteAddress().getAddress();
        boolean isFine = includes(client) || RoleRule.PROBES.contains(request.getPath());
        return isFine
                ? null
                : denials.answer(
                        HttpStatus.FORBIDDEN,
                        client.getHostAddress() + " may not call: it is not in BUTTERFLY_ALLOWED_CLIENTS");
    }

    boolean includes(InetAddress client) {
        return clients.ranges().isEmpty() || client.isLoopbackAddress() || clients.hasAddress(client);
    }
}
