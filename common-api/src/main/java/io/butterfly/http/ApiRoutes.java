package io.butterfly.http;

import io.butterfly.api.Reply;
import io.butterfly.changes.Changes;
import io.butterfly.http.parameters.Parameter;
import io.butterfly.http.parameters.Parameters;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.ExecutionHandleLocator;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.bind.RequestBinderRegistry;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.MethodExecutionHandle;
import io.micronaut.web.router.DefaultRouteBuilder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes a route of each path of each method marked {@link Api}. The contract does not distinguish HTTP methods, so a
 * path is registered for all of them; Micronaut matches the path, binds the parameters and calls the method.
 */
@Singleton
public final class ApiRoutes extends DefaultRouteBuilder implements ExecutableMethodProcessor<Api> {
    static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.PATCH,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS);

    private final ServiceName service;
    private final List<RequestBinderRegistry> registries;
    private final Callers callers;
    private final BeanProvider<Changes> changes;
    private final Map<String, Target> byPath = new TreeMap<>();
    private final Map<String, ApiCall> calls = new TreeMap<>();

    ApiRoutes(
            ExecutionHandleLocator locator,
            ConversionService conversion,
            ServiceName service,
            List<RequestBinderRegistry> registries,
            Callers callers,
            BeanProvider<Changes> changes) {
        super(locator, CAMEL_CASE_NAMING_STRATEGY, conversion);
        this.service = service;
        this.registries = registries;
        this.callers = callers;
        this.changes = changes;
    }

    /** A method and what it takes. */
    private record Target(MethodExecutionHandle<Object, Object> method, Parameters<?> parameters) {}

    @Override
    @SuppressWarnings("unchecked")
    public void process(BeanDefinition<?> definition, ExecutableMethod<?, ?> method) {
        Parameters<?> parameters = Parameters.of(recordOf(method));
        ParametersBinder<?> binder = new ParametersBinder<>(parameters, callers);
        registries.forEach(registry -> registry.addArgumentBinder(binder));
        List<String> paths = Stream.of(method.stringValues(Api.class))
                .map(path -> path.replace("{service}", service.name()))
                .toList();
        ApiCall known = ApiCall.of(paths, method, Parameter.of(parameters.type()));
        calls.put(known.path(), known);
        ExecutableMethod<Object, ?> call =
                RecordedCall.of(known, (ExecutableMethod<Object, Object>) method, changes, Clock.systemUTC());
        MethodExecutionHandle<?, Object> handle = executionHandleLocator.createExecutionHandle(definition, call);
        Target target = new Target((MethodExecutionHandle<Object, Object>) handle, parameters);
        paths.forEach(path -> add(path, target));
    }

    private static Class<?> recordOf(ExecutableMethod<?, ?> method) {
        List<Class<?>> records = Stream.of(method.getArgumentTypes())
                .filter(type -> type != Caller.class)
                .toList();
        if (records.size() != 1 || !records.getFirst().isRecord()) {
            throw new IllegalStateException(method + " must take one record of parameters");
        }
        return records.getFirst();
    }

    private void add(String path, Target target) {
        if (byPath.put(path, target) != null) {
            throw new IllegalStateException("two methods answer " + path);
        }
        for (HttpMethod method : METHODS) {
            buildRoute(method, path, target.method()).consumesAll();
        }
    }

    /** All calls by their own names, in order. */
    public List<ApiCall> calls() {
        return List.copyOf(calls.values());
    }

    /** The names of each path's parameters, in order; a {@code *} stands behind those that are required. */
    public Map<String, List<String>> parameters() {
        Map<String, List<String>> names = new TreeMap<>();
        byPath.forEach((path, target) -> names.put(path, target.parameters().names()));
        return names;
    }

    /**
     * Calls the method that answers a path, without a request. Throws what the method throws, and
     * {@link io.butterfly.api.Refusal} when the parameters do not fit.
     *
     * @param json its parameters, a JSON object
     */
    public Reply call(String path, byte[] json, Caller caller) {
        Target target = byPath.get(path);
        Object parameters = target.parameters().bind(Map.of(), json);
        Object[] arguments = Stream.of(target.method().getArguments())
                .map(Argument::getType)
                .map(type -> type == Caller.class ? caller : parameters)
                .toArray();
        return (Reply) target.method().invoke(arguments);
    }
}
