package io.butterfly.http.server;

import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.HeaderText;
import io.butterfly.http.adaptor.StatAdaptor;
import io.butterfly.kernel.ReqId;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * Requests that Micronaut refuses before a call begins (too large, an encoding that cannot be undone, an unknown
 * method) keep their HTTP status, and say why as every other refusal does.
 */
@Singleton
@Primary
final class ErrorReplies implements ErrorResponseProcessor<byte[]> {
    private final StatAdaptor adaptor;

    ErrorReplies(StatAdaptor adaptor) {
        this.adaptor = adaptor;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        boolean isOurs = response.code() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode();
        String reason = isOurs || !context.hasErrors()
                ? response.reason()
                : context.getErrors().getFirst().getMessage();
        Reply reply = Reply.refused(
                isOurs ? Stat.ERR_SERVER_EXCEPTION : Stat.ERR_BAD_PARAMS, "the request cannot be served: " + reason);
        return response.body(Json.bytes(adaptor.adapt(reply)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("x-reqid", ReqId.next())
                .header("x-reason", HeaderText.oneLine(reason));
    }
}
