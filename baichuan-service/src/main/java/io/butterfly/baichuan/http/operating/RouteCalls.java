package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.http.Checks;
import io.butterfly.baichuan.push.Route;
import io.butterfly.baichuan.push.Routes;
import io.butterfly.http.Api;
import io.butterfly.http.NoParameters;
import io.butterfly.outbound.ForbiddenAddress;
import io.butterfly.outbound.Outbound;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For operators: which handlers are pushed to which HTTP service. */
@Singleton
final class RouteCalls {
    private static final Logger LOG = LoggerFactory.getLogger(RouteCalls.class);
    private static final int DEFAULT_CONCURRENCY = 20;

    private final Routes routes;

    RouteCalls(Routes routes) {
        this.routes = routes;
    }

    /** @param isKept false for one of this process's settings */
    record Listed(
            String name,
            String prefix,
            String url,
            List<String> paths,
            int concurrency,
            int deadline,
            @JsonProperty("kept") boolean isKept) {}

    @Api(
            value = "/baichuan/route_list",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists which handlers are pushed to which service")
    Reply list(NoParameters none) {
        return Reply.data(
                Map.of("routes", routes.current().stream().map(this::listed).toList()));
    }

    private Listed listed(Route route) {
        return new Listed(
                route.name(),
                route.prefix(),
                route.url().toString(),
                route.paths(),
                route.concurrency(),
                route.deadline(),
                routes.isKept(route));
    }

    record Set(
            @Param(value = "The route's name: printable ASCII without blanks and braces", min = 1, max = 64)
            @JsonProperty(required = true)
            String name,

            @Param(value = "Handlers below this path are pushed, such as /orders", min = 2, max = 254)
            @JsonProperty(required = true)
            String prefix,

            @Param("The service's address, http or https; the handler is appended to it") @JsonProperty(required = true)
            String url,

            @Param(value = "The only handlers to push, complete; without any, all below the prefix", max = 1000)
            List<String> paths,

            @Param(
                    value = "How many messages each replica has on their way at most",
                    min = 1,
                    max = 10_000,
                    byDefault = "20")
            Integer concurrency,

            @Param(
                    value = "What the service may take to answer; 0 for no limit but the message's own timeout",
                    min = 0,
                    max = 86_400,
                    byDefault = "0",
                    unit = "seconds")
            Integer deadline) {

        Route route() {
            List<String> handlers = Objects.requireNonNullElse(paths, List.of());
            Checks.require(handlers.stream().allMatch(Objects::nonNull), "paths must not contain null");
            try {
                return new Route(
                        name,
                        prefix,
                        address(),
                        handlers,
                        Objects.requireNonNullElse(concurrency, DEFAULT_CONCURRENCY),
                        Objects.requireNonNullElse(deadline, 0));
            } catch (IllegalArgumentException e) {
                throw new Refusal(Stat.ERR_BAD_PARAMS, e.getMessage());
            }
        }

        private URI address() {
            try {
                return URI.create(url);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("url is no address: " + e.getMessage(), e);
            }
        }
    }

    @Api(
            value = "/baichuan/route_set",
            role = Role.ADMIN,
            summary = "Sets a route: handlers are pushed to a service",
            errors = Stat.ERR_STORE_FULL)
    Reply set(Set call) {
        Route route = call.route();
        requireAllowed(route.url().getHost());
        routes.set(route);
        return Reply.ok();
    }

    /** A host name that is not known yet is fine: it is looked up again at each call. */
    private static void requireAllowed(String host) {
        try {
            Outbound.addresses(host);
        } catch (ForbiddenAddress e) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, "url: " + e.getMessage());
        } catch (UnknownHostException e) {
            LOG.info("a route leads to {}, which is not known yet", host);
        }
    }

    record Remove(
            @Param("The route's name") @JsonProperty(required = true)
            String name) {}

    @Api(value = "/baichuan/route_remove", role = Role.ADMIN, summary = "Removes a route")
    Reply remove(Remove call) {
        routes.remove(call.name());
        return Reply.ok();
    }
}
