package io.butterfly.http.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector gets. */
class SpanExportTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private record Export(String path, String key, JsonNode body) {}

    private final BlockingQueue<Export> exports = new LinkedBlockingQueue<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exports.add(new Export(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("x-key"),
                    Json.tree(body)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void a_call_is_a_span_below_the_one_of_its_caller() throws Exception {
        try (EmbeddedServer server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.application.name",
                        "echo",
                        "micronaut.server.port",
                        -1,
                        "otel.exporter.otlp.endpoint",
                        "http://127.0.0.1:" + collector.getAddress().getPort() + "/",
                        "otel.exporter.otlp.headers",
                        "x-key=secret"))) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.getURI() + "/echo/whoami"))
                                    .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                                    .build(),
                            BodyHandlers.ofString());

            Export export = exports.poll(60, TimeUnit.SECONDS);

            assertThat(export).isNotNull();
            assertThat(export.path()).isEqualTo("/v1/traces");
            assertThat(export.key()).isEqualTo("secret");
            assertThat(export.body().at("/resourceSpans/0/resource/attributes").toString())
                    .contains("\"service.name\"", "\"echo\"");
            JsonNode span = export.body().at("/resourceSpans/0/scopeSpans/0/spans/0");
            assertThat(span.path("traceId").asText()).isEqualTo(TRACE);
            assertThat(span.path("parentSpanId").asText()).isEqualTo(PARENT);
            assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
            assertThat(span.path("name").asText()).isEqualTo("GET /echo/whoami");
            assertThat(span.path("kind").asInt()).isEqualTo(2);
            assertThat(span.path("endTimeUnixNano").asLong())
                    .isGreaterThanOrEqualTo(span.path("startTimeUnixNano").asLong())
                    .isGreaterThan(1_600_000_000_000_000_000L);
        }
    }
}
