package io.butterfly.baichuan.push;

import io.butterfly.access.Credential;
import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Messages;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of our own services that are reached by a message. BaiChuan shows its credential there, and says who published
 * the message, so that the call has his rights and no more. A route that was set by a call may lead anywhere, whatever
 * its name is: it gets neither.
 */
@Singleton
public final class OwnCalls {
    private static final Set<String> SERVICES = Set.of("xingqiao", "ruqi");
    private static final String UNKNOWN = Role.PUBLISHER.text() + " -";

    private final Credential credential;
    private final Routes routes;
    private final Messages messages;

    OwnCalls(Credential credential, Routes routes, Messages messages) {
        this.credential = credential;
        this.routes = routes;
        this.messages = messages;
    }

    /** Returns whether the route leads to a service of ours that knows us. */
    boolean vouch(HttpRequest.Builder request, Route route, Execution message) {
        Optional<String> authorization = credential.authorization();
        if (authorization.isEmpty() || !SERVICES.contains(route.name()) || routes.isKept(route)) {
            return false;
        }
        String publisher = messages.publisher(message.id());
        request.header("Authorization", authorization.get());
        request.header(Identity.PUBLISHER_HEADER, publisher.isEmpty() ? UNKNOWN : publisher);
        return true;
    }
}
