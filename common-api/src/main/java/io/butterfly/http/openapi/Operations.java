package io.butterfly.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.access.Role;
import io.butterfly.api.Stat;
import io.butterfly.http.ApiCall;
import io.butterfly.http.parameters.Parameter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Describes one call. Every HTTP method calls it; it is described with the one that suits it: GET when it reads and its
 * parameters fit a query, otherwise POST.
 */
final class Operations {
    private static final List<Stat> OF_EVERY_CALL =
            List.of(Stat.OK, Stat.ERR, Stat.ERR_BAD_PARAMS, Stat.ERR_SERVER_EXCEPTION, Stat.ERR_BUSY);
    private static final Set<String> OF_A_QUERY = Set.of("string", "integer", "number", "boolean");

    private final Schemas schemas;

    Operations(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The item of one of the call's paths. Each has an operation of its own, because ids of operations are unique. */
    ObjectNode of(ApiCall call, String path) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        boolean isGet = call.answersFile() || call.reads() && fitsQuery(call);
        ObjectNode operation = item.putObject(isGet ? "get" : "post");
        operation.put("operationId", path.substring(1).replaceAll("[^A-Za-z0-9]+", "_"));
        String alias = path.equals(call.path()) ? "" : "; another name of " + call.path();
        operation.put("summary", call.summary() + alias);
        operation.put("x-reads", call.reads());
        roles(operation, call.roles());
        if (isGet) {
            ArrayNode parameters = operation.putArray("parameters");
            call.parameters().forEach(parameter -> parameters.add(ofQuery(parameter)));
        } else if (!call.parameters().isEmpty()) {
            body(operation, call);
        }
        operation.set("responses", call.answersFile() ? fileResponses() : replies(call));
        return item;
    }

    private boolean fitsQuery(ApiCall call) {
        return call.parameters().stream()
                .allMatch(parameter ->
                        OF_A_QUERY.contains(schemas.of(parameter).path("type").asText()));
    }

    /** One of the roles is enough, so each is a requirement of its own. */
    private static void roles(ObjectNode operation, List<Role> roles) {
        ArrayNode security = operation.putArray("security");
        roles.forEach(role -> security.addObject().putArray("bearer").add(role.text()));
    }

    private ObjectNode ofQuery(Parameter parameter) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("name", parameter.name()).put("in", "query");
        parameter.meaning().ifPresent(meaning -> described.put("description", meaning.value()));
        described.put("required", parameter.isRequired());
        described.set("schema", schemas.of(parameter));
        return described;
    }

    private void body(ObjectNode operation, ApiCall call) {
        ObjectNode body = operation.putObject("requestBody");
        body.put("required", call.parameters().stream().anyMatch(Parameter::isRequired));
        json(body).set("schema", schemas.object(call.parameters()));
    }

    private static ObjectNode json(ObjectNode parent) {
        return parent.putObject("content").putObject("application/json");
    }

    private static ObjectNode replies(ApiCall call) {
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        ObjectNode reply = responses.putObject("200");
        reply.put("description", "What came of it; only the stat OK means success");
        ObjectNode schema = json(reply).putObject("schema").put("$ref", "#/components/schemas/Reply");
        ArrayNode codes = schema.putObject("properties").putObject("stat").putArray("examples");
        Stream.concat(OF_EVERY_CALL.stream(), call.errors().stream()).forEach(stat -> codes.add(stat.name()));
        return refusals(responses);
    }

    private static ObjectNode fileResponses() {
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        responses.putObject("200").put("description", "The file");
        responses.putObject("400").put("description", "Parameters that do not fit; the header x-reason says why");
        responses.putObject("404").put("description", "There is no such thing; the header x-reason says which");
        responses.putObject("500").put("description", "It failed; the log has it under the id in the header x-reqid");
        return refusals(responses);
    }

    private static ObjectNode refusals(ObjectNode responses) {
        OpenApi.REFUSALS
                .keySet()
                .forEach(status -> responses.putObject(status).put("$ref", "#/components/responses/" + status));
        return responses;
    }
}
