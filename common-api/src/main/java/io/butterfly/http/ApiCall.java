package io.butterfly.http;

import io.butterfly.access.Role;
import io.butterfly.api.Stat;
import io.butterfly.http.parameters.Parameter;
import io.micronaut.inject.ExecutableMethod;
import java.util.List;

/**
 * What is known of a method marked {@link Api} without calling it.
 *
 * @param path its own name
 * @param aliases its other names
 * @param roles who may call it: one of them is enough
 * @param errors the codes that it may answer beside {@code OK} and those that every call may answer
 * @param answersFile whether it answers a {@link FileReply}
 */
public record ApiCall(
        String path,
        List<String> aliases,
        String summary,
        List<Role> roles,
        boolean reads,
        List<Stat> errors,
        List<Parameter> parameters,
        boolean answersFile) {

    static ApiCall of(List<String> paths, ExecutableMethod<?, ?> method, List<Parameter> parameters) {
        return new ApiCall(
                paths.getFirst(),
                paths.subList(1, paths.size()),
                method.stringValue(Api.class, "summary").orElse(""),
                List.of(method.enumValues(Api.class, "role", Role.class)),
                method.isTrue(Api.class, "reads"),
                List.of(method.enumValues(Api.class, "errors", Stat.class)),
                parameters,
                FileReply.class.equals(method.getReturnType().getType()));
    }
}
