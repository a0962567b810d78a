package io.butterfly.gateway;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/**
 * Where every request comes in. What belongs to a service is forwarded; a person who opens the address in a browser
 * gets a page, and a program that asks for the address alone a line that says which paths there are; the rest goes on
 * to the edge, which answers "API Not Found".
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class GatewayFilter {
    private final Backends backends;
    private final Forwarding forwarding;
    private final ServicesHealth health;

    GatewayFilter(Backends backends, Forwarding forwarding, ServicesHealth health) {
        this.backends = backends;
        this.forwarding = forwarding;
        this.health = health;
    }

    /** After the filter that refuses web pages of other sites. */
    @RequestFilter
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> answer(HttpRequest<?> request) {
        Optional<BackendGroup> group = backends.of(request.getPath());
        if (group.isPresent()) {
            return forwarding.answer(group.get(), (ServerHttpRequest<?>) request);
        }
        if (request.getPath().equals(ServicesHealth.PATH)) {
            return health.reply();
        }
        return request.getMethodName().equals("GET")
                ? look(request.getPath(), request.accept().contains(MediaType.TEXT_HTML_TYPE))
                : null;
    }

    @Nullable
    private HttpResponse<?> look(String path, boolean isPerson) {
        if (path.equals("/")) {
            return isPerson ? Pages.front(health.ask()) : Pages.noCall();
        }
        return isPerson && !path.startsWith("/health") ? Pages.notFound(path) : null;
    }
}
