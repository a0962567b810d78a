package io.butterfly.http.handlers;

import io.butterfly.api.Reply;
import io.butterfly.http.Api;
import io.butterfly.http.Calls;
import jakarta.inject.Singleton;

/**
 * {@code /<service>/handlers}: every path of this service with the names of its parameters in order, a {@code *} behind
 * required ones.
 */
@Singleton
class HandlerCalls {
    private final Calls calls;

    HandlerCalls(Calls calls) {
        this.calls = calls;
    }

    @Api(value = "/{service}/handlers", reads = true)
    Reply list() {
        return Reply.data(calls.parameters());
    }
}
