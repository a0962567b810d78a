package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A running echo service, and calls to it. */
abstract class EdgeFixture {
    @Inject
    EmbeddedServer server;

    final HttpClient http = HttpClient.newHttpClient();

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(request(path).method(method, BodyPublishers.ofString(body)).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String stat(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).isEqualTo(200);
        return Json.tree(reply.body()).get("stat").asText();
    }
}
