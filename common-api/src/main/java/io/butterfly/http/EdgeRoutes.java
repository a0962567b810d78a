package io.butterfly.http;

import io.micronaut.context.ExecutionHandleLocator;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.DefaultRouteBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Sends every path and method that nothing more special answers (health, metrics) to {@link Edge}. */
@Singleton
final class EdgeRoutes extends DefaultRouteBuilder {
    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.PATCH,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS);

    EdgeRoutes(ExecutionHandleLocator locator, UriNamingStrategy naming, ConversionService conversion) {
        super(locator, naming, conversion);
    }

    @Inject
    void routes(Edge edge) {
        for (HttpMethod method : METHODS) {
            for (String path : List.of("/", "/{+path}")) {
                buildRoute(method, path, edge.getClass(), "serve", HttpRequest.class, byte[].class)
                        .consumesAll();
            }
        }
    }
}
