package io.butterfly.gateway;

import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.client.RawHttpClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/** One HTTP call whose body and reply flow through: nothing is read before there is somewhere to write it. */
@Singleton
final class BackendClient {
    private static final Logger LOG = LoggerFactory.getLogger(BackendClient.class);
    private static final URI LIVENESS = URI.create("/health/liveness");
    private static final Duration LIVENESS_LIMIT = Duration.ofSeconds(3);
    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

    private final RawHttpClient client;

    BackendClient(RawHttpClient client) {
        this.client = client;
        // a reply whose reader has gone away is no error; by itself Reactor prints its stack as one
        Hooks.onErrorDropped(failure -> LOG.debug("failed after its caller had gone: {}", failure.toString()));
    }

    static CloseableByteBody bodyOf(byte[] bytes) {
        return BODIES.adapt(bytes);
    }

    /**
     * Timeouts for the head of the reply; whoever gets the reply closes it or reads its body. A reply that comes too
     * late is thrown away.
     */
    ByteBodyHttpResponse<?> send(HttpRequest<?> head, CloseableByteBody body, Duration limit) throws IOException {
        CompletableFuture<ByteBodyHttpResponse<?>> answer = answer(head, body);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.completeExceptionally(e);
            throw new SocketTimeoutException("no answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(e);
            throw new InterruptedIOException();
        }
    }

    /**
     * Not a chain of Reactor's: a failure that comes after the caller has gone is none, and Reactor would print its
     * stack.
     */
    private CompletableFuture<ByteBodyHttpResponse<?>> answer(HttpRequest<?> head, CloseableByteBody body) {
        CompletableFuture<ByteBodyHttpResponse<?>> answer = new CompletableFuture<>();
        client.exchange(head, body, null).subscribe(new Subscriber<HttpResponse<?>>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(HttpResponse<?> response) {
                ByteBodyHttpResponse<?> raw = (ByteBodyHttpResponse<?>) response;
                if (!answer.complete(raw)) {
                    raw.close();
                }
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                answer.completeExceptionally(new IOException("no answer"));
            }
        });
        return answer;
    }

    /** Asks a silent replica for a sign of life, without waiting for the answer. */
    void askForLife(Backend backend) {
        answer(HttpRequest.GET(backend.at(LIVENESS)), bodyOf(new byte[0]))
                .orTimeout(LIVENESS_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .thenAccept(answer -> {
                    answer.close();
                    backend.lives();
                });
    }
}
