package io.butterfly.http;

import io.butterfly.api.Reply;
import io.butterfly.http.files.FileReply;
import io.micronaut.context.BeanContext;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All calls of this service by path, collected from the methods marked {@link Api} at start-up. */
@Singleton
public final class Calls implements ExecutableMethodProcessor<Api> {
    private final BeanContext beans;
    private final ServiceName service;
    private final Map<String, Call> byPath = new TreeMap<>();

    Calls(BeanContext beans, ServiceName service) {
        this.beans = beans;
        this.service = service;
    }

    @Override
    public void process(BeanDefinition<?> definition, ExecutableMethod<?, ?> method) {
        Call call = new Call(beans, definition, method);
        for (String given : method.stringValues(Api.class)) {
            String path = given.replace("{service}", service.name());
            if (byPath.put(path, call) != null) {
                throw new IllegalStateException("two calls answer " + path);
            }
        }
    }

    /** A slash at its end does not count. */
    public Optional<Call> find(String path) {
        return Optional.ofNullable(
                byPath.get(path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
    }

    public Set<String> paths() {
        return byPath.keySet();
    }

    /** The names of each path's parameters, in order; a {@code *} stands behind those that are required. */
    public Map<String, List<String>> parameters() {
        Map<String, List<String>> names = new TreeMap<>();
        byPath.forEach((path, call) -> names.put(path, call.parameters.names()));
        return names;
    }

    /**
     * Reads one element of a list that a call takes, as strictly as the call itself is read. Throws
     * {@link io.butterfly.api.Refusal}, with the words that the call's own parameters get, when it does not fit.
     */
    public static <T> T read(byte[] json, Class<T> record) {
        return record.cast(new Parameters(new Argument<?>[0], record).read(json));
    }

    /** One call: binds its parameters and runs it. */
    public static final class Call {
        private final BeanContext beans;
        private final BeanDefinition<?> definition;
        private final ExecutableMethod<Object, Object> method;
        private final Parameters parameters;

        @SuppressWarnings("unchecked")
        Call(BeanContext beans, BeanDefinition<?> definition, ExecutableMethod<?, ?> method) {
            this.beans = beans;
            this.definition = definition;
            this.method = (ExecutableMethod<Object, Object>) method;
            this.parameters = Parameters.of(method);
        }

        /**
         * @param query the query string's parameters: text, or a list of texts when a name is given twice
         * @param body the JSON body, empty for none
         */
        public Reply run(Map<String, Object> query, byte[] body, Caller caller) {
            return (Reply) invoke(query, body, caller);
        }

        /** Whether it changes nothing. */
        public boolean reads() {
            return method.isTrue(Api.class, "reads");
        }

        /** Whether the call answers a file, by {@link #file}, and no reply. */
        public boolean answersFile() {
            return FileReply.class.equals(method.getReturnType().getType());
        }

        public FileReply file(Map<String, Object> query, Caller caller) {
            return (FileReply) invoke(query, new byte[0], caller);
        }

        private Object invoke(Map<String, Object> query, byte[] body, Caller caller) {
            return method.invoke(beans.getBean(definition), parameters.bind(query, body, caller));
        }
    }
}
