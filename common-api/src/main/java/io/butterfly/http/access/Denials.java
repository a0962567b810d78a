package io.butterfly.http.access;

import io.butterfly.access.Answer;
import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import io.butterfly.api.Json;
import io.butterfly.http.HeaderText;
import io.butterfly.http.adaptor.StatAdaptor;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers a caller who is unknown (401), or who may not do this (403), in the shape of the Python service. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class Denials implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private static final String LIMITED =
            "You are not authorized: too many wrong tokens came from this address; try again in a minute";

    private final StatAdaptor adaptor;

    Denials(StatAdaptor adaptor) {
        this.adaptor = adaptor;
    }

    @Override
    public MutableHttpResponse<?> handle(
            @SuppressWarnings("rawtypes") HttpRequest request, AuthorizationException denied) {
        HttpRequest<?> asked = request;
        Optional<Identity> identity = TokenReader.identity(denied.getAuthentication());
        return identity.isPresent()
                ? answer(HttpStatus.FORBIDDEN, why(identity.get(), asked))
                : unknown(TokenReader.answer(asked));
    }

    private static String why(Identity identity, HttpRequest<?> request) {
        return "%s (%s) may not call %s: it needs %s"
                .formatted(identity.name(), identity.role().text(), request.getPath(), roles(request));
    }

    private static String roles(HttpRequest<?> request) {
        return RoleRule.asked(request).stream().map(Role::text).collect(Collectors.joining(" or ", "the role ", ""));
    }

    private MutableHttpResponse<?> unknown(Answer answer) {
        return switch (answer) {
            case Answer.Unknown unknown ->
                answer(HttpStatus.UNAUTHORIZED, unknown.why()).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case Answer.Limited limited ->
                answer(HttpStatus.TOO_MANY_REQUESTS, LIMITED).header(HttpHeaders.RETRY_AFTER, "60");
            case Answer.Known known ->
                throw new IllegalStateException(known.identity().name() + " is known");
        };
    }

    MutableHttpResponse<?> answer(HttpStatus status, String message) {
        return HttpResponse.status(status)
                .body(Json.bytes(adaptor.denial(status.getCode(), message)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("x-reason", HeaderText.oneLine(message));
    }
}
