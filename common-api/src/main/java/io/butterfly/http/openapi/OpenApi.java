package io.butterfly.http.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.http.ApiCall;
import io.butterfly.http.ApiRoutes;
import io.butterfly.http.ServiceName;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The whole description of this service. */
@Singleton
public final class OpenApi {
    /** Of the calls, which old callers go on using; not of the program. */
    private static final String VERSION = "1";

    private static final String RULES = """
        Every call answers every HTTP method. Parameters come in the query, and by POST also as the members of one \
        JSON object, whatever the content type; members override the query. An empty value in the query counts as \
        absent, a name that the call does not know is refused, and a number may be given as text. A call that \
        changes something is refused from a browser's GET. Replies have HTTP 200 and say in `stat` what came of it; \
        a code that an example does not list comes from a handler. Every reply has the headers `x-reqid` (the \
        request's id, which the logs have, too) and `x-cost` (seconds). Times without a zone are local to the \
        service.\
        """;

    static final SequencedMap<String, String> REFUSALS = new LinkedHashMap<>();

    static {
        REFUSALS.put("401", "No token, a wrong one or an expired one, where tokens are configured");
        REFUSALS.put("403", "The token's role may not call this, or a web page of another origin calls it");
        REFUSALS.put("429", "Too many wrong tokens came from this address; the header Retry-After says when to try");
    }

    private final ApiRoutes routes;
    private final ServiceName service;

    OpenApi(ApiRoutes routes, ServiceName service) {
        this.routes = routes;
        this.service = service;
    }

    /** An OpenAPI 3.1 document. */
    public ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", service.name())
                .put("version", VERSION)
                .put("description", RULES);
        document.putArray("servers").addObject().put("url", "/");
        Schemas schemas = new Schemas();
        document.set("paths", paths(schemas));
        document.set("components", components(schemas));
        return document;
    }

    private ObjectNode paths(Schemas schemas) {
        Operations operations = new Operations(schemas);
        ObjectNode paths = JsonNodeFactory.instance.objectNode();
        for (ApiCall call : routes.calls()) {
            paths.set(call.path(), operations.of(call, call.path()));
            call.aliases().forEach(alias -> paths.set(alias, operations.of(call, alias)));
        }
        return paths;
    }

    private static ObjectNode components(Schemas schemas) {
        ObjectNode components = JsonNodeFactory.instance.objectNode();
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A token or a JWT. A requirement names the role that is needed");
        ObjectNode named = components.putObject("schemas");
        named.set("Reply", reply());
        named.setAll(schemas.named());
        ObjectNode responses = components.putObject("responses");
        REFUSALS.forEach((status, meaning) -> responses.putObject(status).put("description", meaning));
        return components;
    }

    private static ObjectNode reply() {
        ObjectNode reply = Schemas.ofType("object");
        ObjectNode properties = reply.putObject("properties");
        properties.putObject("stat").put("type", "string").put("description", "OK, or a code that begins with ERR");
        properties
                .putObject("message")
                .put("type", "string")
                .put("description", "Why not, for a person; absent when stat is OK");
        properties.putObject("data").put("description", "What was asked for");
        reply.putArray("required").add("stat");
        return reply;
    }
}
