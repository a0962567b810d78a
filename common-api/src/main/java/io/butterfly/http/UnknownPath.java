package io.butterfly.http;

import io.butterfly.kernel.ReqId;
import io.micronaut.context.annotation.Executable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.NotFoundException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;

/** Answers where no route matches: the contract has 400 for a path that is no call, and 404 for a file. */
@Singleton
final class UnknownPath implements ExceptionHandler<NotFoundException, MutableHttpResponse<?>> {
    private final ServiceName service;

    UnknownPath(ServiceName service) {
        this.service = service;
    }

    /** It reads the body first, because a client that is still sending would find its connection closed. */
    @Override
    @Executable
    @ExecuteOn(TaskExecutors.BLOCKING)
    public MutableHttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, NotFoundException e) {
        RequestBody.discard(request);
        boolean isFile = request.getPath().startsWith("/static");
        return HttpResponse.status(isFile ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST)
                .header("x-reqid", ReqId.next())
                .header("x-cost", "0.000000")
                .header("butterfly", service.version())
                .header("x-reason", isFile ? "File Not Found" : "API Not Found");
    }
}
