package io.butterfly.http;

import io.butterfly.api.Json;
import io.butterfly.api.Page;
import io.butterfly.api.Reply;
import io.butterfly.http.adaptor.StatAdaptor;
import io.butterfly.kernel.SteadyClock;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.web.router.RouteAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes what a call returned, and the headers that every reply has. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ReplyFilter {
    private static final int MAX_WHOLE = 256 * 1024;

    private final CallErrors errors;
    private final ServiceName service;
    private final StatAdaptor adaptor;
    private final SteadyClock clock;

    ReplyFilter(CallErrors errors, ServiceName service, StatAdaptor adaptor, SteadyClock clock) {
        this.errors = errors;
        this.adaptor = adaptor;
        this.service = service;
        this.clock = clock;
    }

    @ResponseFilter
    MutableHttpResponse<?> finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        OngoingCall call = OngoingCall.of(request).orElse(null);
        if (call == null) {
            return response;
        }
        try {
            return head(written(request, response), call);
        } finally {
            call.end();
        }
    }

    /** A long list reads its rows while it is written, and may fail as the call itself may. */
    private MutableHttpResponse<?> written(HttpRequest<?> request, MutableHttpResponse<?> response) {
        try {
            return switch (returned(response)) {
                case Reply reply -> {
                    request.setAttribute(OngoingCall.STAT, reply.stat());
                    yield json(reply, response);
                }
                case FileReply file ->
                    response.body(file.bytes()).contentType(file.mediaType()).header(service.name(), service.version());
                default -> response; // an error's
            };
        } catch (RuntimeException e) {
            return errors.handle(request, e);
        }
    }

    /** Micronaut takes the body off the response to HEAD before filters see it. */
    private static Object returned(MutableHttpResponse<?> response) {
        Object body = response.body();
        return body != null ? body : RouteAttributes.getHeadBody(response).orElse(response);
    }

    private MutableHttpResponse<?> json(Reply reply, MutableHttpResponse<?> response) {
        MutableHttpResponse<?> written = response.body(body(adaptor.adapt(reply)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(service.name(), service.version());
        return reply.message() == null ? written : written.header("x-reason", HeaderText.oneLine(reply.message()));
    }

    /**
     * All rows of a long list need not fit in memory together. After a call that was very short this may run on an
     * event loop, which must not wait for rows: then they are read elsewhere, while the reply is written.
     */
    private static Object body(Reply reply) {
        if (!(reply.members().get("data") instanceof Page<?> page)) {
            return Json.bytes(reply);
        }
        try {
            StreamedReply streamed = new StreamedReply(reply, page);
            byte[] whole = Thread.currentThread().isVirtual() ? streamed.ifShort(MAX_WHOLE) : new byte[0];
            return whole.length > 0 ? whole : new StreamedFile(streamed, MediaType.APPLICATION_JSON_TYPE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MutableHttpResponse<?> head(MutableHttpResponse<?> response, OngoingCall call) {
        return response.header("x-reqid", call.caller().reqid())
                .header("x-cost", "%.6f".formatted(clock.since(call.startedAt()).toNanos() / 1e9))
                .header("butterfly", service.version());
    }
}
