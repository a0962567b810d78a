package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.http.Api;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every call is a route of Micronaut, so that metrics and documentation see its path. */
public final class RouteRules {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    /** A service of this module's own tests, which is on the class path when all modules are tested together. */
    private static final String ECHO = "/echo/";

    private RouteRules() {}

    /** @param paths all that the service answers, one a line */
    public static void check(Router router, String paths) {
        Map<String, Set<String>> methods = new TreeMap<>();
        List<? extends UriRouteInfo<?, ?>> routes = router.uriRoutes().toList();
        for (UriRouteInfo<?, ?> route : routes) {
            String path = route.getUriMatchTemplate().toString();
            assertThat(path).as("a path of its own").doesNotContain("{+");
            if (route.getTargetMethod().hasAnnotation(Api.class) && !path.startsWith(ECHO)) {
                methods.computeIfAbsent(path, key -> new TreeSet<>()).add(route.getHttpMethodName());
            }
        }
        assertThat(methods.keySet()).containsExactlyElementsOf(paths.lines().toList());
        assertThat(methods.values()).allMatch(METHODS::equals);
    }
}
