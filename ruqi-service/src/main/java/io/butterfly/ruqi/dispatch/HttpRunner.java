package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Json;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.TraceParent;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.Outbound;
import io.butterfly.outbound.ReplyTooLarge;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import io.butterfly.ruqi.command.Command;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.policy.PolicyText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * POSTs JSON. Success is a 2xx with JSON in it; what the reply's own {@code stat} says counts only when the job expects
 * one.
 */
public final class HttpRunner implements Runner {
    private static final BodyLimit MAX_REPLY = BodyLimit.refuseAbove(1 << 20);
    private static final int KEPT_BYTES = 64 * 1024;
    /** What the history shows of a reply that never came; why it did not stands beside it. */
    private static final String NO_REPLY = "{}";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Duration limit;
    private final int maxRedirects;
    private final SteadyClock clock;
    private final VirtualThreads threads = new VirtualThreads("ruqi-http-client", Duration.ZERO);
    private final HttpClient client = HttpClient.newBuilder()
            .executor(threads.executor())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // each hop's address is checked here
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * @param limit for the whole exchange, redirects and body included
     * @param maxRedirects how many are followed; with 0 a redirect is a failure
     */
    public HttpRunner(Duration limit, int maxRedirects, SteadyClock clock) {
        this.limit = limit;
        this.maxRedirects = maxRedirects;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.HTTP;
    }

    @Override
    public RunResult run(Firing firing, OpenRuns.OpenRun open) throws InterruptedException {
        Target.HttpPost post = (Target.HttpPost) Command.parse(firing.cmd());
        Duration allowed = firing.policies().execution().timeout().orElse(limit);
        long start = clock.nanos();
        try {
            WholeReply response = exchange(post, firing, clock.deadline(allowed));
            return judge(response, firing.policies().execution().expectStat(), clock.since(start));
        } catch (UnknownHostException e) {
            return failed("the host cannot be called: " + e.getMessage(), start);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return failed("cannot connect to " + address(post.uri()), start);
        } catch (SSLHandshakeException e) {
            return failed("cannot connect to " + address(post.uri()) + ": " + e.getMessage(), start);
        } catch (HttpTimeoutException | TimeoutException e) {
            return failed(
                    "no complete answer within " + PolicyText.inSeconds(allowed)
                            + " s; the target may have done its work",
                    start);
        } catch (ProtocolException e) {
            return failed("the reply is not HTTP: " + e.getMessage(), start);
        } catch (BadRedirect | ReplyTooLarge e) {
            return failed(e.getMessage(), start);
        } catch (IOException e) {
            String reason =
                    "the connection broke off before there was a whole answer: the target may have done its work ("
                            + e.getMessage() + ")";
            return RunResult.lost(NO_REPLY, clock.since(start), reason);
        }
    }

    /** Without the login that an address may have: the history and notices show it. */
    private static String address(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private RunResult failed(String reason, long start) {
        return RunResult.failed(NO_REPLY, clock.since(start), reason);
    }

    private WholeReply exchange(Target.HttpPost post, Firing firing, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        Targets.requireAllowed(post.uri());
        Hop hop = Hop.first(post.uri(), addresses(post.uri(), deadline));
        for (int hops = 0; ; hops++) {
            WholeReply response = send(hop, post, firing, deadline);
            String location = response.headers().firstValue("location").orElse(null);
            if (maxRedirects == 0 || !Hop.isRedirect(response.status()) || location == null) {
                return response;
            }
            if (hops == maxRedirects) {
                throw new BadRedirect("more than " + maxRedirects + " redirects");
            }
            URI target = hop.target(location);
            hop = hop.to(target, response.status(), addresses(target, deadline));
        }
    }

    /**
     * What broke off before a reply began is sent once more where it may be executed twice: the target may just have
     * closed an idle connection.
     */
    private WholeReply send(Hop hop, Target.HttpPost post, Firing firing, Deadline deadline)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hop.uri())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", firing.dispatchId())
                .header("x-trace-id", firing.traceId())
                .header(TraceParent.HEADER, TraceParent.of(firing.traceId(), firing.part()));
        HttpRequest whole =
                (hop.isPost() ? request.POST(BodyPublishers.ofString(post.body().text())) : request.GET()).build();
        return firing.isAtMostOnce()
                ? WholeExchange.send(client, whole, deadline.left(), MAX_REPLY)
                : WholeExchange.sendRepeatable(client, whole, deadline.left(), MAX_REPLY);
    }

    /**
     * Says why a name cannot be called, where the client would only say that it is unresolved. A name server may be
     * slow, too.
     */
    private List<InetAddress> addresses(URI uri, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        Future<List<InetAddress>> answer = threads.executor().submit(() -> Outbound.addresses(uri.getHost()));
        try {
            return answer.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static RunResult judge(WholeReply response, Optional<String> expectStat, Duration cost) {
        String kept = response.text(KEPT_BYTES);
        int code = response.status();
        if (code / 100 != 2) {
            return RunResult.failed(kept.isBlank() ? NO_REPLY : kept, cost, "HTTP " + code);
        }
        try {
            String stat = Json.tree(response.text()).path("stat").asText();
            return expectStat.isEmpty() || expectStat.get().equals(stat)
                    ? RunResult.succeeded(kept, cost)
                    : RunResult.failed(
                            kept, cost, "the reply's stat is '" + stat + "', not '" + expectStat.get() + "'");
        } catch (IllegalArgumentException e) {
            return RunResult.failed(
                    kept,
                    cost,
                    "HTTP " + code + ", but the reply is "
                            + response.packing()
                                    .map(name -> "packed as " + name)
                                    .orElse("not JSON"));
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
