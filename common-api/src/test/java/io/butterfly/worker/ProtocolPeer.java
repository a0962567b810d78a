package io.butterfly.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Reply;
import io.butterfly.api.worker.Claimed;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.FinishStats;
import io.butterfly.api.worker.LeaseStats;
import io.butterfly.api.worker.LeaseStats.LeaseStat;
import io.butterfly.api.worker.OutcomeStat;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerHeartbeat;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.api.worker.WorkerOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives out messages over the worker protocol, with leases of one second, and keeps what comes back. */
final class ProtocolPeer implements AutoCloseable {
    private static final int LEASE_SECONDS = 1;
    private static final int MAX_POLL_MILLIS = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<ClaimedMessage> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<WorkerOutcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heartbeats = new LinkedBlockingQueue<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Semaphore held = new Semaphore(0);
    private final Semaphore asked = new Semaphore(0);
    private final BlockingQueue<WorkerLeave> farewells = new LinkedBlockingQueue<>();
    private volatile String parting;
    private final AtomicInteger refusals = new AtomicInteger();

    ProtocolPeer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/baichuan/worker_claim", exchange -> answer(exchange, this::claim));
        server.createContext("/baichuan/worker_finish", exchange -> answer(exchange, this::finish));
        server.createContext("/baichuan/worker_heartbeat", exchange -> answer(exchange, this::heartbeat));
        server.createContext("/baichuan/worker_leave", exchange -> answer(exchange, this::leave));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void offer(String id, String params) {
        offer(id, params, -1);
    }

    void offer(String id, String params, int timeout) {
        messages.add(new ClaimedMessage(
                id, "/test/handler", new RawJson(params), 1, "lease-" + id, LEASE_SECONDS, timeout, "trace", null));
    }

    int waiting() {
        return messages.size();
    }

    /** The next calls that carry outcomes fail, after they were read. */
    void refuseOutcomes(int calls) {
        refusals.set(calls);
    }

    void cancel(String id) {
        cancelled.add(id);
    }

    void awaitHeld(int count) {
        held.acquireUninterruptibly(count);
    }

    /** A claim is here and waits. */
    void awaitClaim() {
        asked.acquireUninterruptibly();
    }

    void awaitHeartbeat(String id) throws InterruptedException {
        while (!id.equals(heartbeats.take())) {
            continue;
        }
    }

    WorkerOutcome nextOutcome() {
        try {
            return outcomes.poll(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object claim(byte[] body) throws IOException, InterruptedException {
        WorkerClaim claim = Json.read(body, new TypeReference<>() {});
        List<OutcomeStat> stats = take(claim.results());
        asked.release();
        List<ClaimedMessage> claimed = new ArrayList<>();
        ClaimedMessage first =
                messages.poll(Math.min(MAX_POLL_MILLIS, claim.waitSeconds() * 1000L), TimeUnit.MILLISECONDS);
        if (first != null) {
            claimed.add(first);
            messages.drainTo(claimed, claim.limit() - 1);
        }
        held.release(claimed.size());
        return new Claimed(claimed, stats);
    }

    private Object finish(byte[] body) throws IOException {
        WorkerFinish finish = Json.read(body, new TypeReference<>() {});
        return new FinishStats(take(finish.results()));
    }

    private List<OutcomeStat> take(List<WorkerOutcome> results) throws IOException {
        if (results == null || results.isEmpty()) {
            return List.of();
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("refused by the test");
        }
        outcomes.addAll(results);
        return results.stream()
                .map(outcome -> new OutcomeStat(outcome.taskId(), "OK"))
                .toList();
    }

    private Object heartbeat(byte[] body) throws IOException {
        WorkerHeartbeat heartbeat = Json.read(body, new TypeReference<>() {});
        return new LeaseStats(heartbeat.leases().stream()
                .peek(lease -> heartbeats.add(lease.taskId()))
                .map(lease -> new LeaseStat(lease.taskId(), "OK", cancelled.contains(lease.taskId())))
                .toList());
    }

    /** What a claim gets at the very moment when its worker leaves. */
    void offerToWhoLeaves(String id) {
        parting = id;
    }

    private Object leave(byte[] body) throws IOException {
        WorkerLeave leave = Json.read(body, new TypeReference<>() {});
        farewells.add(leave);
        if (parting != null && Boolean.TRUE.equals(leave.draining())) {
            offer(parting, "{}");
            awaitHeld(1);
        }
        return Map.of();
    }

    List<WorkerLeave> farewells() {
        return List.copyOf(farewells);
    }

    @FunctionalInterface
    private interface Verb {
        Object answer(byte[] body) throws IOException, InterruptedException;
    }

    private static void answer(HttpExchange exchange, Verb verb) throws IOException {
        try (exchange) {
            byte[] reply =
                    Json.bytes(Reply.data(verb.answer(exchange.getRequestBody().readAllBytes())));
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        } catch (IOException | InterruptedException e) {
            exchange.sendResponseHeaders(500, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
