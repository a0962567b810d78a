package io.butterfly.baichuan.push;

import io.butterfly.api.CutText;
import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.http.Caller;
import io.butterfly.http.load.Load;
import io.butterfly.kernel.TraceParent;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.ForbiddenAddress;
import io.butterfly.outbound.Outbound;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** POSTs a message's parameters to its handler. */
final class HttpDeliverer implements Deliverer {
    private static final BodyLimit MAX_REPLY = BodyLimit.cutAt(4 << 20);
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;
    private static final int LONGEST_REASON = 500;

    private final HttpClient http;
    private final Route route;
    private final int longest;
    private final OwnCalls own;

    /** @param longest seconds for a message without a timeout on a route without a deadline */
    HttpDeliverer(HttpClient http, Route route, int longest, OwnCalls own) {
        this.own = own;
        this.http = http;
        this.route = route;
        this.longest = longest;
    }

    @Override
    public Delivered deliver(Execution message, Load load) throws InterruptedException {
        try {
            HttpRequest.Builder head = request(message);
            Outbound.addresses(route.url().getHost());
            boolean isOurs = own.vouch(head, route, message);
            HttpRequest request = head.build();
            WholeReply reply = WholeExchange.sendRepeatable(
                    http, request, Duration.ofSeconds(limit(message)), MAX_REPLY.within(bytes -> hasRoom(load, bytes)));
            load.keep(reply.body().length);
            return isOurs && isDenied(reply) ? denied(request, reply) : delivered(request, reply);
        } catch (IllegalArgumentException | ForbiddenAddress e) {
            return refused("cannot be pushed to " + route.url() + ": " + e.getMessage());
        } catch (UnknownHostException e) {
            return new Delivered.Unreached("there is no host " + route.url().getHost());
        } catch (HttpConnectTimeoutException e) {
            return new Delivered.Unreached(route.url() + " cannot be reached in time");
        } catch (ConnectException e) {
            return new Delivered.Unreached(route.url() + " cannot be reached: " + e);
        } catch (HttpTimeoutException e) {
            return new Delivered.Judged(Verdict.timedOut(limit(message)));
        } catch (IOException e) {
            return new Delivered.Lost(at(message) + " does not answer: " + e);
        }
    }

    /** Waits a little; when there is none the service has to wait with the rest of its reply. */
    private static boolean hasRoom(Load load, long bytes) {
        try {
            load.reserve(bytes);
            return true;
        } catch (Refusal busy) {
            return false;
        }
    }

    private String at(Execution message) {
        return route.url() + message.handler();
    }

    private static boolean isDenied(WholeReply reply) {
        return reply.status() == HttpStatus.UNAUTHORIZED.getCode() || reply.status() == HttpStatus.FORBIDDEN.getCode();
    }

    /** A service that does not know our credential may know it in a moment: it is being changed. */
    private static Delivered denied(HttpRequest request, WholeReply reply) {
        return reply.status() == HttpStatus.UNAUTHORIZED.getCode()
                ? new Delivered.Lost(request.uri() + " does not accept this service's token (BUTTERFLY_SERVICE_TOKEN)")
                : new Delivered.Judged(Verdict.failed(Stat.ERR_NOT_ALLOWED, reason(reply)));
    }

    private HttpRequest.Builder request(Execution message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(route.target(message.handler()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.params()));
        header(request, "x-reqid", message.id());
        header(request, Caller.MESSAGE_HEADER, message.id());
        header(request, Caller.TRACE_HEADER, message.traceId());
        request.header(TraceParent.HEADER, TraceParent.of(message.traceId(), message.id()));
        return request;
    }

    /** Seconds; the message's own or the route's, whichever is shorter. */
    private int limit(Execution message) {
        int own = message.timeout() > 0 ? message.timeout() : Integer.MAX_VALUE;
        int routes = route.deadline() > 0 ? route.deadline() : Integer.MAX_VALUE;
        int shorter = Math.min(own, routes);
        return shorter == Integer.MAX_VALUE ? longest : shorter;
    }

    /** Another producer's ids may hold what no header can. */
    private static void header(HttpRequest.Builder request, String name, String value) {
        if (value.matches("[!-~]{1,255}")) {
            request.header(name, value);
        }
    }

    private static Delivered delivered(HttpRequest request, WholeReply reply) {
        if (reply.status() >= SERVER_ERROR) {
            return new Delivered.Lost(request.uri() + " answered HTTP " + reply.status());
        }
        if (reply.isCut()) {
            return refused(request.uri() + " answered more than 4 MB");
        }
        String text = reply.text();
        if (reply.packing().isPresent()) {
            return refused(request.uri() + " answered " + reply.packing().get() + ", which was not asked for");
        }
        if (reply.status() >= CLIENT_ERROR && !isJson(text)) {
            return refused(request.uri() + " answered HTTP " + reply.status());
        }
        return new Delivered.Answered(text, reason(reply));
    }

    /** A header of the Python service, whose failures have no {@code message}. */
    private static String reason(WholeReply reply) {
        String reason = reply.headers().firstValue("x-reason").orElse("").strip();
        return CutText.to(reason, LONGEST_REASON);
    }

    private static boolean isJson(String text) {
        try {
            return Json.tree(text).isObject();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Delivered refused(String why) {
        return new Delivered.Judged(Verdict.failed(Stat.ERR_SERVER_EXCEPTION, why));
    }
}
