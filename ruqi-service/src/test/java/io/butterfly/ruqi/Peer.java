package io.butterfly.ruqi;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Another service: takes messages as BaiChuan does, and answers requests as jobs' targets do. It remembers what it was
 * asked.
 */
public final class Peer implements AutoCloseable {
    /** A request, as it came. */
    public record Request(String method, String path, String body, Map<String, List<String>> headers) {}

    private final HttpServer server;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final Semaphore released = new Semaphore(0);
    private volatile boolean isAway;

    private Peer(HttpServer server) {
        this.server = server;
    }

    public static Peer start() {
        return start(0);
    }

    public static Peer start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            Peer peer = new Peer(server);
            server.createContext("/baichuan/task_create_batch", peer::publish);
            server.createContext("/baichuan/worker_claim", peer::claim);
            server.createContext(
                    "/baichuan/worker_finish",
                    exchange -> answer(exchange, 200, "{\"stat\":\"OK\",\"data\":{\"results\":[]}}"));
            server.createContext(
                    "/reply/",
                    exchange -> peer.reply(
                            exchange,
                            200,
                            "{\"stat\":\"" + exchange.getRequestURI().getPath().substring(7) + "\"}"));
            server.createContext("/broken", exchange -> peer.reply(exchange, 400, ""));
            server.createContext("/text", exchange -> peer.reply(exchange, 200, "no json"));
            server.createContext("/marked", exchange -> peer.reply(exchange, 200, "\uFEFF{\"stat\":\"MARKED\"}"));
            server.createContext("/packed", Peer::replyPacked);
            server.createContext("/stalled", Peer::replyInPart);
            server.createContext("/moved", peer::redirect);
            server.createContext("/r/", peer::redirectInARow);
            server.createContext("/rq", exchange -> peer.redirectToQuery(exchange));
            server.createContext("/ok", exchange -> peer.reply(exchange, 200, "{\"stat\":\"OK\"}"));
            server.createContext("/cut", Peer::cutOff);
            server.createContext("/evil", peer::redirectToMetadata);
            server.createContext(
                    "/large", exchange -> peer.reply(exchange, 200, "{\"x\":\"" + "y".repeat(100_000) + "\"}"));
            server.createContext("/slow-then-OK", peer::replyWhenReleased);
            server.createContext("/slow", exchange -> {
                /* never answers */
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return peer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        JsonNode tasks = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .get("tasks");
        if (isAway) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        StringBuilder answers = new StringBuilder();
        for (JsonNode task : tasks) {
            messages.add(task);
            answers.append(answers.isEmpty() ? "" : ",")
                    .append("{\"stat\":\"OK\",\"created\":true,\"status\":\"queued\",\"task_id\":")
                    .append(task.get("task_id"))
                    .append('}');
        }
        answer(exchange, 200, "{\"stat\":\"OK\",\"data\":{\"tasks\":[" + answers + "]}}");
    }

    /** What {@link #end} has said since the last claim. */
    private void claim(HttpExchange exchange) throws IOException {
        List<String> sent = new ArrayList<>();
        for (String end; (end = ends.poll()) != null; ) {
            sent.add("{\"task_id\":\"END\",\"handler\":\"/ruqi/firing_done\",\"params\":" + end
                    + ",\"attempt\":1,\"lease\":\"L\",\"lease_seconds\":30}");
        }
        answer(
                exchange,
                200,
                "{\"stat\":\"OK\",\"data\":{\"messages\":[" + String.join(",", sent) + "],\"results\":[]}}");
    }

    /** Tells RuQi that a message it published has ended, as BaiChuan's {@code on_finish} does. */
    public void end(JsonNode message, String status, String stat) {
        ends.add(Json.write(Map.of(
                "task_id",
                message.get("task_id").asText(),
                "handler",
                message.get("handler").asText(),
                "status",
                status,
                "stat",
                stat,
                "result",
                Map.of("stat", stat),
                "cost",
                0.25,
                "attempt",
                1,
                "trace_id",
                message.get("trace_id").asText())));
    }

    private void reply(HttpExchange exchange, int status, String body) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                request,
                Map.copyOf(exchange.getRequestHeaders())));
        answer(exchange, status, body);
    }

    /** {@code /r/302/r/307/ok} redirects with 302 to {@code /r/307/ok}. */
    private void redirectInARow(HttpExchange exchange) throws IOException {
        String[] parts = exchange.getRequestURI().getPath().split("/", 4);
        exchange.getResponseHeaders().add("Location", "/" + parts[3]);
        reply(exchange, Integer.parseInt(parts[2]), "");
    }

    private void redirectToQuery(HttpExchange exchange) throws IOException {
        boolean isThere = exchange.getRequestURI().getQuery() != null;
        if (!isThere) {
            exchange.getResponseHeaders().add("Location", "?step=2");
        }
        reply(exchange, isThere ? 200 : 302, isThere ? "{\"stat\":\"STEP\"}" : "");
    }

    /** A head, a beginning, and the end of the connection. */
    private static void cutOff(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void replyPacked(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        answer(exchange, 200, "(packed)");
    }

    /** A head and a beginning, and nothing more. */
    private static void replyInPart(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
    }

    private void replyWhenReleased(HttpExchange exchange) throws IOException {
        released.acquireUninterruptibly();
        reply(exchange, 200, "{\"stat\":\"OK\"}");
    }

    /** Lets one request to {@code /slow-then-OK} have its answer. */
    public void release() {
        released.release();
    }

    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", "/reply/MOVED");
        answer(exchange, 307, "");
    }

    private void redirectToMetadata(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest");
        answer(exchange, 307, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Every message that was published, in the order it came; one that came twice is in it twice. */
    public List<JsonNode> messages() {
        return messages;
    }

    public List<Request> requests() {
        return requests;
    }

    public void setAway(boolean away) {
        isAway = away;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
