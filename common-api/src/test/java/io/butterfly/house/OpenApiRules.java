package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.http.openapi.OpenApi;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The description of a service's calls: complete, as the committed copy has it, and true. */
public final class OpenApiRules {
    private static final Path COPIES = Path.of("../docs/api");

    /** Calls of this module's own tests, which are on the class path when all modules are tested together. */
    private static final String ECHO = "/echo/";

    /** What makes the other required parameters fit, where a call checks them first. */
    private static final Map<String, String> FITTING = Map.of(
            "handler", "/probe/x",
            "queue_name", "/probe/x",
            "prefix", "/probe",
            "url", "http://203.0.113.1",
            "rule", "0 0 0 * * *",
            "cmd", "/probe/x#{}",
            "job_type", "ping",
            "from_time", "2026-01-01 00:00:00");

    /** Names of the Python service, whose refusals say ours. */
    private static final Map<String, String> ALSO_CALLED = Map.of("queue_name", "handler", "registry_name", "state");

    private OpenApiRules() {}

    /** Writes the copy first when the system property {@code butterfly.api.write} is set. */
    public static void checkCopy(OpenApi api, String service) throws IOException {
        ObjectNode document = document(api);
        assertThat(unexplained(document)).as("what has no description").isEmpty();
        String text = Json.mapper().writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document) + "\n";
        Path copy = COPIES.resolve(service + ".json");
        if (System.getProperty("butterfly.api.write") != null) {
            Files.createDirectories(COPIES);
            Files.writeString(copy, text);
        }
        assertThat(copy)
                .as("run the test with -Dbutterfly.api.write=true and commit the file")
                .hasContent(text);
    }

    private static ObjectNode document(OpenApi api) {
        ObjectNode document = api.document();
        ObjectNode paths = (ObjectNode) document.get("paths");
        List<String> names = new ArrayList<>();
        paths.fieldNames().forEachRemaining(names::add);
        names.stream().filter(name -> name.startsWith(ECHO)).forEach(paths::remove);
        return document;
    }

    private static List<String> unexplained(ObjectNode document) {
        List<String> unexplained = new ArrayList<>();
        operations(document).forEach((path, operation) -> {
            if (operation.path("summary").asText().isBlank()) {
                unexplained.add(path);
            }
            parameters(operation).forEach((name, parameter) -> {
                if (parameter.path("description").asText().isBlank()) {
                    unexplained.add(path + " " + name);
                }
            });
        });
        return unexplained;
    }

    private static Map<String, JsonNode> operations(ObjectNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.get("paths").properties().forEach(path -> {
            JsonNode operation = path.getValue().has("get")
                    ? path.getValue().get("get")
                    : path.getValue().path("post");
            if (operation.isObject()) {
                operations.put(path.getKey(), operation);
            }
        });
        return operations;
    }

    /** By name; those of a query look like those of a body. */
    private static Map<String, JsonNode> parameters(JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        for (JsonNode parameter : operation.path("parameters")) {
            ObjectNode schema = parameter.get("schema").deepCopy();
            schema.set("description", parameter.get("description"));
            parameters.put(parameter.get("name").asText(), schema);
        }
        body(operation)
                .path("properties")
                .properties()
                .forEach(property -> parameters.put(property.getKey(), property.getValue()));
        return parameters;
    }

    private static JsonNode body(JsonNode operation) {
        return operation.at("/requestBody/content/application~1json/schema");
    }

    /** Sends every parameter's first value that is out of its range, which the reply must refuse by its name. */
    public static void checkRanges(OpenApi api, EmbeddedServer server) {
        List<String> wrong = new ArrayList<>();
        operations(document(api)).forEach((path, operation) -> {
            if (operation.at("/responses/200/content").isMissingNode()) {
                return; // a file, whose refusals have no body
            }
            parameters(operation).forEach((name, schema) -> {
                for (JsonNode value : beyond(schema)) {
                    ObjectNode body = fitting(operation);
                    body.set(name, value);
                    JsonNode reply = post(server, path, body);
                    if (reply.path("stat").asText().equals("OK")
                            || !reply.path("message").asText().contains(ALSO_CALLED.getOrDefault(name, name))) {
                        wrong.add(path + " " + name + " " + shortened(value) + ": " + shortened(reply));
                    }
                }
            });
        });
        assertThat(wrong).as("what is out of range, and not refused").isEmpty();
    }

    private static List<JsonNode> beyond(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        if (schema.has("minimum")) {
            values.add(Json.tree(Long.toString(schema.get("minimum").asLong() - 1)));
        }
        if (schema.has("maximum")) {
            values.add(Json.tree(Long.toString(schema.get("maximum").asLong() + 1)));
        }
        if (schema.has("maxLength")) {
            values.add(text("/" + "x".repeat(schema.get("maxLength").asInt())));
        }
        if (schema.has("maxItems")) {
            values.add(Json.tree(
                    "[\"/x\"" + ",\"/x\"".repeat(schema.get("maxItems").asInt()) + "]"));
        }
        if (schema.has("enum")) {
            values.add(text("no-such-word"));
        }
        return values;
    }

    private static JsonNode text(String text) {
        return Json.mapper().getNodeFactory().textNode(text);
    }

    private static ObjectNode fitting(JsonNode operation) {
        ObjectNode body = Json.mapper().createObjectNode();
        Map<String, JsonNode> parameters = parameters(operation);
        for (JsonNode required : body(operation).path("required")) {
            body.set(required.asText(), fitting(required.asText(), parameters.get(required.asText())));
        }
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("required").asBoolean()) {
                String name = parameter.get("name").asText();
                body.set(name, fitting(name, parameters.get(name)));
            }
        }
        if (parameters.containsKey("task_id") && !body.has("task_id")) {
            body.set("task_id", fitting("task_id", parameters.get("task_id"))); // a call of either this or that
        }
        return body;
    }

    private static JsonNode fitting(String name, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> schema.has("enum") ? schema.get("enum").get(0) : text(FITTING.getOrDefault(name, "probe"));
            case "integer", "number" -> Json.tree("1");
            case "array" -> Json.tree("[\"/probe/x\"]");
            default -> Json.tree("{}");
        };
    }

    private static JsonNode post(EmbeddedServer server, String path, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(server.getURI().resolve(path))
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Json.tree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
