package io.butterfly.gateway;

import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.HeaderText;
import io.butterfly.http.adaptor.StatAdaptor;
import io.butterfly.kernel.ReqId;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.HttpServerConfiguration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to a replica of its service and the reply back, byte for byte whatever their content types. */
@Singleton
final class Forwarding {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private final BackendClient client;
    private final Heads heads;
    private final BodyBudget budget;
    private final StatAdaptor adaptor;
    private final long maxRequest;

    Forwarding(
            BackendClient client, Heads heads, BodyBudget budget, StatAdaptor adaptor, HttpServerConfiguration server) {
        this.client = client;
        this.heads = heads;
        this.budget = budget;
        this.adaptor = adaptor;
        this.maxRequest = server.getMaxRequestSize();
    }

    /**
     * A short body is read whole first, so that it can be offered to the next replica; a long one flows through, to one
     * replica only.
     */
    HttpResponse<?> answer(BackendGroup group, ServerHttpRequest<?> request) {
        group.all().stream().filter(Backend::isToBeAsked).forEach(client::askForLife);
        List<Backend> order = group.nextOrder();
        CloseableByteBody body = request.byteBody().move();
        long length = body.expectedLength().orElse(Long.MAX_VALUE);
        if (length > maxRequest && length < Long.MAX_VALUE) {
            body.close();
            throw new ContentLengthExceededException(maxRequest, length);
        }
        if (!budget.take(length)) {
            return firstAnswer(order.subList(0, 1), request, () -> body);
        }
        try (CloseableAvailableByteBody whole = body.buffer().join()) {
            byte[] bytes = whole.toByteArray();
            return firstAnswer(order, request, () -> BackendClient.bodyOf(bytes));
        } finally {
            budget.giveBack(length);
        }
    }

    private HttpResponse<?> firstAnswer(
            List<Backend> order, ServerHttpRequest<?> request, Supplier<CloseableByteBody> body) {
        Backend backend = order.getFirst();
        try {
            return answer(backend, request, body.get());
        } catch (IOException failure) {
            boolean isCertain = isNotConnected(failure);
            if (isCertain) {
                backend.cannotBeReached();
            }
            if (isCertain && order.size() > 1) {
                return firstAnswer(order.subList(1, order.size()), request, body);
            }
            LOG.warn(
                    "{} {} got no answer from {} at {}: {}",
                    request.getMethodName(),
                    HeaderText.oneLine(request.getPath()),
                    backend.name(),
                    backend.base(),
                    failure.toString());
            return unavailable(backend, failure);
        }
    }

    private HttpResponse<?> answer(Backend backend, ServerHttpRequest<?> request, CloseableByteBody body)
            throws IOException {
        MutableHttpRequest<?> head = heads.of(request, backend);
        if (Timeouts.isPoll(request.getPath())
                || !BodyBudget.isShort(body.expectedLength().orElse(Long.MAX_VALUE))) {
            return reply(
                    backend,
                    client.send(head, body, Timeouts.POLL)); // how long that takes says nothing about the replica
        }
        backend.sent();
        try {
            HttpResponse<?> reply = reply(backend, client.send(head, body, Timeouts.USUAL));
            backend.answered();
            return reply;
        } catch (IOException e) {
            backend.gaveUp();
            throw e;
        }
    }

    private static HttpResponse<?> reply(Backend backend, ByteBodyHttpResponse<?> answer) {
        backend.lives();
        MutableHttpResponse<StreamedBody> reply = HttpResponse.status(answer.code(), answer.reason());
        Heads.copy(answer.getHeaders(), reply.getHeaders());
        CloseableByteBody body = answer.byteBody().move();
        if (body.expectedLength().orElse(1) == 0) {
            body.close();
            return reply;
        }
        reply.body(new StreamedBody(body));
        reply.bodyWriter(StreamedBody.WRITER);
        return reply;
    }

    /** Only then is it certain that the service did not get the request. */
    private static boolean isNotConnected(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof ConnectException || cause instanceof UnknownHostException);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private HttpResponse<?> unavailable(Backend backend, Throwable failure) {
        String message = backend.name().replaceFirst("-[0-9]+$", "") + " " + reason(failure);
        return HttpResponse.ok(Json.bytes(adaptor.adapt(Reply.refused(Stat.ERR_SERVER_EXCEPTION, message))))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("x-reqid", ReqId.next())
                .header("x-reason", message);
    }

    /** Also says whether the caller must expect that its call was executed. */
    private static String reason(Throwable failure) {
        if (isNotConnected(failure)) {
            return "cannot be reached; nothing was done";
        }
        boolean isLate = causes(failure)
                .anyMatch(cause -> cause instanceof SocketTimeoutException || cause instanceof ReadTimeoutException);
        return isLate
                ? "did not answer in time; it may have done the work"
                : "broke the connection; it may have done the work";
    }
}
