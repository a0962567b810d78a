package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Json;
import io.butterfly.http.outbound.Outbound;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import io.butterfly.ruqi.command.Command;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.output.Runs;
import io.butterfly.ruqi.policy.PolicyWords;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** POSTs JSON. Success is a 2xx with JSON in it; what the reply's own {@code stat} says counts only when the job expects one. */
public final class HttpPosts implements Runner {
  private static final BodyLimit MAX_REPLY = BodyLimit.refuseAbove(1 << 20);
  private static final int KEPT_BYTES = 64 * 1024;
  private static final Set<Integer> SAME_METHOD = Set.of(307, 308);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  /** What the history shows of a reply that never came; why it did not stands beside it. */
  private static final String NO_REPLY = "{}";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Duration limit;
  private final int maxRedirects;
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
  public HttpPosts(Duration limit, int maxRedirects) {
    this.limit = limit;
    this.maxRedirects = maxRedirects;
  }

  @Override
  public Kind kind() {
    return Kind.HTTP;
  }

  @Override
  public Run run(Firing firing, Runs.Run open) throws InterruptedException {
    Target.HttpPost post = (Target.HttpPost) Command.parse(firing.cmd());
    Duration allowed = firing.policies().timeout().orElse(limit);
    long start = System.nanoTime();
    try {
      WholeReply response = exchange(post, firing, start + allowed.toNanos());
      return judge(response, firing.policies().expectStat(), costSince(start));
    } catch (HttpConnectTimeoutException e) {
      return failed("cannot connect to " + post.uri().getAuthority(), start);
    } catch (HttpTimeoutException | TimeoutException e) {
      return failed("no complete answer within " + PolicyWords.inSeconds(allowed) + " s", start);
    } catch (UnknownHostException e) {
      return failed("the host cannot be called: " + e.getMessage(), start);
    } catch (ConnectException e) {
      return failed("cannot connect to " + post.uri().getAuthority(), start);
    } catch (IOException e) {
      return failed("the exchange broke off: " + e.getMessage(), start);
    }
  }

  private static Duration costSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Run failed(String reason, long start) {
    return Run.failed(NO_REPLY, costSince(start), reason);
  }

  private WholeReply exchange(Target.HttpPost post, Firing firing, long deadline)
      throws IOException, InterruptedException, TimeoutException {
    HttpRequest request = builder(post.uri(), firing).POST(BodyPublishers.ofString(post.body().text())).build();
    for (int hops = 0; ; hops++) {
      WholeReply response = send(request, deadline);
      String location = response.headers().firstValue("location").orElse(null);
      if (maxRedirects == 0 || !REDIRECTS.contains(response.status()) || location == null) {
        return response;
      }
      if (hops == maxRedirects) {
        throw new IOException("more than " + maxRedirects + " redirects");
      }
      HttpRequest.Builder next = builder(target(request.uri(), location), firing);
      request = SAME_METHOD.contains(response.status()) ? next.POST(request.bodyPublisher().orElseThrow()).build() : next.GET().build();
    }
  }

  private static URI target(URI from, String location) throws IOException {
    try {
      URI to = from.resolve(location);
      if (("http".equals(to.getScheme()) || "https".equals(to.getScheme())) && to.getHost() != null) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IOException("redirected to something that is no URL");
  }

  private static HttpRequest.Builder builder(URI uri, Firing firing) {
    Targets.requireAllowed(uri);
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", firing.dispatchId())
        .header("x-trace-id", firing.traceId());
  }

  private WholeReply send(HttpRequest request, long deadline) throws IOException, InterruptedException, TimeoutException {
    resolve(request.uri().getHost(), deadline);
    return WholeExchange.send(client, request, Duration.ofNanos(deadline - System.nanoTime()), MAX_REPLY);
  }

  /** Says why a name cannot be called, where the client would only say that it is unresolved. A name server may be slow, too. */
  private void resolve(String host, long deadline) throws IOException, InterruptedException, TimeoutException {
    Future<List<InetAddress>> answer = threads.executor().submit(() -> Outbound.addresses(host));
    try {
      answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static Run judge(WholeReply response, Optional<String> expectStat, Duration cost) {
    String kept = response.text(KEPT_BYTES);
    int code = response.status();
    if (code / 100 != 2) {
      return Run.failed(kept.isBlank() ? NO_REPLY : kept, cost, "HTTP " + code);
    }
    try {
      String stat = Json.tree(response.text()).path("stat").asText();
      return expectStat.isEmpty() || expectStat.get().equals(stat)
          ? Run.succeeded(kept, cost)
          : Run.failed(kept, cost, "the reply's stat is '" + stat + "', not '" + expectStat.get() + "'");
    } catch (IllegalArgumentException e) {
      return Run.failed(kept, cost, "HTTP " + code + ", but the reply is " + response.packing().map(name -> "packed as " + name).orElse("not JSON"));
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
