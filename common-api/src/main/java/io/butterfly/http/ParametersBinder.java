package io.butterfly.http;

import io.butterfly.http.parameters.Parameters;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.PostponedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds a request to the record of parameters that a method marked {@link Api} takes. It is postponed, because it waits
 * for the body and reads it: postponed binders run on the method's own virtual thread, and not on an event loop.
 */
final class ParametersBinder<T> implements TypedRequestArgumentBinder<T>, PostponedRequestArgumentBinder<T> {
    private static final byte[] NO_BODY = {};

    private final Parameters<T> parameters;
    private final Callers callers;

    ParametersBinder(Parameters<T> parameters, Callers callers) {
        this.parameters = parameters;
        this.callers = callers;
    }

    @Override
    public Argument<T> argumentType() {
        return Argument.of(parameters.type());
    }

    @Override
    public BindingResult<T> bind(ArgumentConversionContext<T> context, HttpRequest<?> request) {
        byte[] body = RequestBody.await(request);
        OngoingCall call = callers.begin(request);
        call.caller().load().require();
        boolean isBodyRead = "POST".equals(request.getMethodName()) && !call.answersFile();
        T bound = parameters.bind(query(request), isBodyRead ? body : NO_BODY);
        request.setAttribute(OngoingCall.PARAMETERS, bound);
        return () -> Optional.of(bound);
    }

    /** An empty value counts as absent; a name given twice is a list. */
    private static Map<String, Object> query(HttpRequest<?> request) {
        Map<String, Object> query = new HashMap<>();
        request.getParameters().forEach((name, values) -> {
            List<String> given =
                    values.stream().filter(value -> !value.isEmpty()).toList();
            if (!given.isEmpty()) {
                query.put(name, given.size() == 1 ? given.getFirst() : given);
            }
        });
        return query;
    }
}
