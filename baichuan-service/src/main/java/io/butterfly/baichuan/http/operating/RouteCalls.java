package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
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

    @Api(value = "/baichuan/route_list", role = Role.VIEWER, reads = true)
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
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String prefix,
            @JsonProperty(required = true) String url,
            List<String> paths,
            Integer concurrency,
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

    @Api(value = "/baichuan/route_set", role = Role.ADMIN)
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

    record Remove(@JsonProperty(required = true) String name) {}

    @Api(value = "/baichuan/route_remove", role = Role.ADMIN)
    Reply remove(Remove call) {
        routes.remove(call.name());
        return Reply.ok();
    }
}
