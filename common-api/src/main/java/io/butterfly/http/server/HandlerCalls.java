package io.butterfly.http.server;

import io.butterfly.access.Role;
import io.butterfly.api.Reply;
import io.butterfly.http.Api;
import io.butterfly.http.ApiRoutes;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;

/**
 * {@code /<service>/handlers}: every path of this service with the names of its parameters in order, a {@code *} behind
 * required ones.
 */
@Singleton
class HandlerCalls {
    private final ApiRoutes routes;

    HandlerCalls(ApiRoutes routes) {
        this.routes = routes;
    }

    @Api(
            value = "/{service}/handlers",
            role = Role.VIEWER,
            reads = true,
            summary = "Lists every path of this service with its parameters, a * behind required ones")
    Reply list(NoParameters none) {
        return Reply.data(routes.parameters());
    }
}
