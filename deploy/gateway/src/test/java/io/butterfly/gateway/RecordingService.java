package io.butterfly.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A service that answers with what it was asked, and remembers it. */
final class RecordingService implements AutoCloseable {
    record Asked(String method, String uri, String body, String contentType, String realIp, String messageId) {}

    private final String name;
    private final int port;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<String> forwardedHosts = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile CountDownLatch thawed = new CountDownLatch(0);

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
        if (uri.contains("large")) {
            answerLargely(exchange);
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                uri,
                new String(body, StandardCharsets.UTF_8),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("X-Real-IP"),
                exchange.getRequestHeaders().getFirst("x-message-id")));
        forwardedHosts.add(exchange.getRequestHeaders().getFirst("X-Forwarded-Host"));
        awaitThaw();
        if (uri.contains("break")) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("x-served-by", name);
        exchange.getResponseHeaders().add("x-reason", "because");
        byte[] reply = "{\"stat\":\"OK\",\"n\":1.50}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                uri.contains("teapot") ? 418 : 200, "HEAD".equals(exchange.getRequestMethod()) ? -1 : reply.length);
        if (!"HEAD".equals(exchange.getRequestMethod())) {
            exchange.getResponseBody().write(reply);
        }
        exchange.close();
    }

    /** Counts the bytes of the request and sends as many as the query says, both without holding them. */
    private static void answerLargely(HttpExchange exchange) throws IOException {
        long received = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        long bytes = Long.parseLong(exchange.getRequestURI().getQuery());
        exchange.getResponseHeaders().add("x-received", Long.toString(received));
        exchange.sendResponseHeaders(200, 0); // chunked, as a list that is written while it is read
        byte[] piece = new byte[1 << 16];
        for (long sent = 0; sent < bytes; sent += piece.length) {
            exchange.getResponseBody().write(piece);
        }
        exchange.close();
    }

    private void awaitThaw() throws IOException {
        try {
            thawed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** From now on it takes connections and requests and answers nothing, as a process that was stopped. */
    void freeze() {
        thawed = new CountDownLatch(1);
    }

    void thaw() {
        thawed.countDown();
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
        thaw();
        server.stop(0);
    }
}
