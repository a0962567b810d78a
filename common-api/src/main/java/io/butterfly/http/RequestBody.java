package io.butterfly.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import java.util.concurrent.CompletableFuture;

/** Waits for the body of a request: to be used on a virtual thread. */
final class RequestBody {
    private static final byte[] NONE = {};

    private RequestBody() {}

    /** Throws what Micronaut itself answers when the body is too large or its sender has hung up. */
    static byte[] await(HttpRequest<?> request) {
        try (CloseableAvailableByteBody body = buffer(request).join()) {
            return body == null ? NONE : body.toByteArray();
        }
    }

    /** Lets a body end that is not wanted, however it ends. */
    static void discard(HttpRequest<?> request) {
        buffer(request)
                .handle((body, failure) -> {
                    if (body != null) {
                        body.close();
                    }
                    return null;
                })
                .join();
    }

    private static CompletableFuture<? extends CloseableAvailableByteBody> buffer(HttpRequest<?> request) {
        return request instanceof ServerHttpRequest<?> received
                ? received.byteBody().buffer()
                : CompletableFuture.completedFuture(null);
    }
}
