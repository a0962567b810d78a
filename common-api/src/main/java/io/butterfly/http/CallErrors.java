package io.butterfly.http;

import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.http.adaptor.StatAdaptor;
import io.butterfly.http.parameters.BadParams;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Answers when a method marked {@link Api} throws, or when its parameters cannot be bound. A file's failure has no
 * body: its status says what happened, and {@code x-reason} why.
 */
@Singleton
final class CallErrors implements ExceptionHandler<RuntimeException, MutableHttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(CallErrors.class);
    private static final String FAILED = "API Processing Exception";

    private final ServiceName service;
    private final StatAdaptor adaptor;

    CallErrors(ServiceName service, StatAdaptor adaptor) {
        this.service = service;
        this.adaptor = adaptor;
    }

    /** Throws the exception again when no such method was about to run: Micronaut then answers by itself. */
    @Override
    public MutableHttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, RuntimeException e) {
        OngoingCall call = OngoingCall.of(request).orElseThrow(() -> e);
        Stat stat = e instanceof Refusal refusal ? refusal.stat() : Stat.ERR_SERVER_EXCEPTION;
        request.setAttribute(OngoingCall.STAT, stat.name());
        if (!(e instanceof Refusal)) {
            MDC.put("reqid", call.caller().reqid()); // after a very short call this is another thread than the call's
            LOG.error("{} failed", request.getPath(), e);
        }
        return call.answersFile() ? file(e) : reply(e, call);
    }

    private MutableHttpResponse<?> reply(RuntimeException e, OngoingCall call) {
        return switch (e) {
            case BadParams bad -> refused(bad, bad.reason());
            case Refusal refusal -> refused(refusal, refusal.getMessage()).header(service.name(), service.version());
            default -> {
                String message = "internal error; the log has it under request id "
                        + call.caller().reqid();
                yield refused(new Refusal(Stat.ERR_SERVER_EXCEPTION, message), FAILED);
            }
        };
    }

    private MutableHttpResponse<?> refused(Refusal refusal, String reason) {
        return withReason(HttpResponse.ok(Json.bytes(adaptor.adapt(refusal.reply()))), reason)
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static MutableHttpResponse<?> file(RuntimeException e) {
        if (!(e instanceof Refusal refusal)) {
            return withReason(HttpResponse.serverError(), FAILED);
        }
        boolean isMalformed = refusal instanceof BadParams || refusal.stat() == Stat.ERR_BAD_PARAMS;
        HttpStatus status = isMalformed ? HttpStatus.BAD_REQUEST : HttpStatus.NOT_FOUND;
        return withReason(HttpResponse.status(status), refusal.getMessage());
    }

    private static MutableHttpResponse<?> withReason(MutableHttpResponse<?> response, String reason) {
        return response.header("x-reason", HeaderText.oneLine(reason));
    }
}
