package io.butterfly.standalone.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the services send out: spans to a collector (OTLP over HTTP), and messages to a service behind a push route. */
final class Receiver {
    private static final byte[] OK = "{\"stat\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

    /** @param service the process that made it */
    record Sent(String service, String trace, String id, String parent, String name) {}

    private final List<Sent> spans = new CopyOnWriteArrayList<>();
    private final Map<String, Headers> pushed = new ConcurrentHashMap<>();
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::takeSpans);
        server.createContext("/pushed", this::takeMessage);
        server.start();
    }

    private void takeSpans(HttpExchange exchange) throws IOException {
        for (JsonNode resource : body(exchange).path("resourceSpans")) {
            String service = service(resource.at("/resource/attributes"));
            for (JsonNode span : resource.at("/scopeSpans/0/spans")) {
                spans.add(new Sent(
                        service,
                        span.path("traceId").asText(),
                        span.path("spanId").asText(),
                        span.path("parentSpanId").asText(),
                        span.path("name").asText()));
            }
        }
        answer(exchange, new byte[0]);
    }

    private static String service(JsonNode attributes) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("key").asText().equals("service.name")) {
                return attribute.at("/value/stringValue").asText();
            }
        }
        return "";
    }

    private void takeMessage(HttpExchange exchange) throws IOException {
        body(exchange);
        pushed.put(exchange.getRequestURI().getPath(), exchange.getRequestHeaders());
        answer(exchange, OK);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        return Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of one trace, 32 lower-case hex digits, in the order in which they came. */
    List<Sent> spans(String trace) {
        return new ArrayList<>(
                spans.stream().filter(span -> span.trace().equals(trace)).toList());
    }

    /** The headers of the request that brought the newest message of this handler. */
    Optional<Headers> pushed(String handler) {
        return Optional.ofNullable(pushed.get(handler));
    }
}
