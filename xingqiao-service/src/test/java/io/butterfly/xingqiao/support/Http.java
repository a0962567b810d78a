package io.butterfly.xingqiao.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls a service as curl does. */
public final class Http {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;

    public Http(EmbeddedServer server) {
        this.service = server.getURI();
    }

    public HttpResponse<String> send(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path));
        if (body != null) {
            request.POST(BodyPublishers.ofString(body));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode post(String path, String body, String... headers) {
        return Json.tree(send(path, body, headers).body());
    }

    public JsonNode get(String path) {
        return Json.tree(send(path, null).body());
    }
}
