package io.butterfly.gateway;

import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Caller;
import io.butterfly.kernel.ReqId;
import io.micronaut.core.io.buffer.ByteArrayBufferFactory;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.filter.HttpServerFilter;
import io.micronaut.http.filter.ServerFilterChain;
import io.micronaut.http.filter.ServerFilterPhase;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Sends a request to its service and the reply back, byte for byte whatever their content types. What belongs to no service goes on to the edge, which
 * answers "API Not Found".
 */
@Filter(Filter.MATCH_ALL_PATTERN)
final class Forwarding implements HttpServerFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
  private static final String REAL_IP = "X-Real-IP";
  /** They describe one connection (RFC 9110 §7.6.1), or the body, which is written anew; and only BaiChuan may say which message a call is. */
  private static final Set<String> NOT_FORWARDED = Set.of(
      "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect", "host", "content-length",
      Caller.MESSAGE_HEADER);

  private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(ByteArrayBufferFactory.INSTANCE);

  private final Services services;
  private final RawHttpClient client;

  Forwarding(Services services, RawHttpClient client) {
    this.services = services;
    this.client = client;
  }

  /** After the filter that refuses web pages. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.LAST.order();
  }

  @Override
  public Publisher<MutableHttpResponse<?>> doFilter(HttpRequest<?> request, ServerFilterChain chain) {
    return services.of(request.getPath())
        .<Publisher<MutableHttpResponse<?>>>map(replicas -> answerOf(replicas, (ServerHttpRequest<?>) request))
        .orElseGet(() -> chain.proceed(request));
  }

  /** The body is read whole first, so that it can be offered to the next replica. */
  private Mono<MutableHttpResponse<?>> answerOf(Replicas replicas, ServerHttpRequest<?> request) {
    return whole(request.byteBody().move()).flatMap(body -> firstAnswer(replicas.nextOrder(), request, body));
  }

  private static Mono<byte[]> whole(ByteBody body) {
    return Mono.fromFuture(() -> body.buffer().toCompletableFuture()).map(Forwarding::bytes);
  }

  private static byte[] bytes(CloseableAvailableByteBody body) {
    try (body) {
      return body.toByteArray();
    }
  }

  private Mono<MutableHttpResponse<?>> firstAnswer(List<Upstream> order, HttpRequest<?> request, byte[] body) {
    Upstream upstream = order.getFirst();
    return answer(upstream, request, body).onErrorResume(failure -> {
      List<Upstream> others = order.subList(1, order.size());
      if (isNotConnected(failure) && !others.isEmpty()) {
        return firstAnswer(others, request, body);
      }
      LOG.warn("{} {} got no answer from {} at {}: {}", request.getMethodName(), request.getPath(), upstream.name(), upstream.base(), failure.toString());
      return Mono.just(unavailable(upstream, failure));
    });
  }

  private Mono<MutableHttpResponse<?>> answer(Upstream upstream, HttpRequest<?> request, byte[] body) {
    return Mono.from(client.exchange(head(request, upstream), BODIES.adapt(body), null))
        .cast(ByteBodyHttpResponse.class)
        .flatMap(answer -> whole(answer.byteBody()).map(bytes -> copy(answer, bytes)));
  }

  private static MutableHttpRequest<?> head(HttpRequest<?> request, Upstream upstream) {
    MutableHttpRequest<?> head = HttpRequest.create(request.getMethod(), upstream.at(request.getUri()).toString(), request.getMethodName());
    copyHeaders(request.getHeaders(), head.getHeaders());
    if (!request.getHeaders().contains(REAL_IP)) {
      head.header(REAL_IP, request.getRemoteAddress().getAddress().getHostAddress());
    }
    addUnlessThere(request, head, "X-Forwarded-Host", request.getHeaders().get("Host"));
    addUnlessThere(request, head, "X-Forwarded-Proto", request.isSecure() ? "https" : "http");
    return head;
  }

  /** So that a service can tell a page of ours from any other: its own Host is not the one that the browser called. */
  private static void addUnlessThere(HttpRequest<?> request, MutableHttpRequest<?> head, String name, String value) {
    if (value != null && !request.getHeaders().contains(name)) {
      head.header(name, value);
    }
  }

  private static MutableHttpResponse<?> copy(HttpResponse<?> answer, byte[] body) {
    MutableHttpResponse<byte[]> copy = HttpResponse.status(answer.code(), answer.reason());
    copyHeaders(answer.getHeaders(), copy.getHeaders());
    return body.length == 0 ? copy : copy.body(body);
  }

  private static void copyHeaders(HttpHeaders from, MutableHttpHeaders to) {
    from.forEach((name, values) -> {
      if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> to.add(name, value));
      }
    });
  }

  /** Only then is it certain that the service did not get the request. */
  private static boolean isNotConnected(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static MutableHttpResponse<?> unavailable(Upstream upstream, Throwable failure) {
    String service = upstream.name().replaceFirst("-[0-9]+$", "");
    String message = service + (isNotConnected(failure) ? " cannot be reached; nothing was done"
        : failure instanceof ReadTimeoutException ? " did not answer in time; it may have done the work"
        : " broke the connection; it may have done the work");
    return HttpResponse.ok(Json.bytes(Reply.refused(Stat.ERR_SERVER_EXCEPTION, message)))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header("x-reqid", ReqId.next())
        .header("x-reason", message);
  }
}
