package io.butterfly.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A service that answers with what it was asked, and remembers it. */
final class RecordingService implements AutoCloseable {
  record Asked(String method, String uri, String body, String contentType, String realIp) {}

  private final String name;
  private final int port;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<String> forwardedHosts = new CopyOnWriteArrayList<>();
  private HttpServer server;

  RecordingService(String name) {
    this.name = name;
    this.port = Ports.free();
    start();
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked.add(new Asked(exchange.getRequestMethod(), uri, new String(body, StandardCharsets.UTF_8),
        exchange.getRequestHeaders().getFirst("Content-Type"), exchange.getRequestHeaders().getFirst("X-Real-IP")));
    forwardedHosts.add(exchange.getRequestHeaders().getFirst("X-Forwarded-Host"));
    if (uri.contains("break")) {
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("x-served-by", name);
    exchange.getResponseHeaders().add("x-reason", "because");
    byte[] reply = "{\"stat\":\"OK\",\"n\":1.50}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(uri.contains("teapot") ? 418 : 200, "HEAD".equals(exchange.getRequestMethod()) ? -1 : reply.length);
    if (!"HEAD".equals(exchange.getRequestMethod())) {
      exchange.getResponseBody().write(reply);
    }
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  List<Asked> asked() {
    return asked;
  }

  List<String> forwardedHosts() {
    return forwardedHosts;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
