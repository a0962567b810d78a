package io.butterfly.http.access;

import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import io.butterfly.http.Api;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.reactivestreams.Publisher;

/**
 * The only rule: a call is for those whose role covers one of its roles, and whatever else there is, such as
 * {@code /prometheus} or a path that nothing answers, for those who may read. The two probes are open: they say nothing
 * that is secret.
 */
@Singleton
final class RoleRule implements SecurityRule<HttpRequest<?>> {
    static final Set<String> PROBES = Set.of("/health/liveness", "/health/readiness");

    private static final List<Role> READING = List.of(Role.VIEWER, Role.PUBLISHER, Role.WORKER);

    @Override
    public Publisher<SecurityRuleResult> check(HttpRequest<?> request, @Nullable Authentication authentication) {
        boolean isAllowed = PROBES.contains(request.getPath())
                || TokenReader.identity(authentication)
                        .filter(identity -> mayCall(identity, request))
                        .isPresent();
        return Publishers.just(isAllowed ? SecurityRuleResult.ALLOWED : SecurityRuleResult.REJECTED);
    }

    private static boolean mayCall(Identity identity, HttpRequest<?> request) {
        return asked(request).stream().anyMatch(identity::may);
    }

    /** The roles of which one is needed. */
    static List<Role> asked(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .map(RouteMatch::getAnnotationMetadata)
                .filter(call -> call.hasAnnotation(Api.class))
                .map(call -> List.of(call.enumValues(Api.class, "role", Role.class)))
                .orElse(READING);
    }

    /** Before those of Micronaut, none of which has a say. */
    @Override
    public int getOrder() {
        return Integer.MIN_VALUE;
    }
}
