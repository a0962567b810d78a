package io.butterfly.http.access;

import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.HeaderText;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages out of a service that has no authentication: a page in a browser on this machine can reach loopback, but it cannot forge
 * {@code Host}, {@code Origin} or {@code Sec-Fetch-Site}. Names beside loopback are allowed by {@code butterfly.allowed-hosts}. Health
 * stays open, because a probe calls it by address.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class LoopbackGuard {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String HEALTH = "/health";

  private final List<String> allowedHosts;

  LoopbackGuard(@Value("${butterfly.allowed-hosts:}") List<String> allowedHosts) {
    this.allowedHosts = allowedHosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).filter(host -> !host.isEmpty()).toList();
  }

  @RequestFilter
  @Order(Ordered.HIGHEST_PRECEDENCE) // before any filter that answers, such as the gateway's
  @Nullable
  HttpResponse<?> refuseForeign(HttpRequest<?> request) {
    if (request.getPath().equals(HEALTH) || request.getPath().startsWith(HEALTH + "/")) {
      return null;
    }
    return whyForeign(request).map(LoopbackGuard::forbidden).orElse(null);
  }

  private Optional<String> whyForeign(HttpRequest<?> request) {
    List<String> hosts = request.getHeaders().getAll("Host");
    if (hosts.isEmpty()) {
      return Optional.of("the request has no Host, or an address that cannot be decoded");
    }
    if (!hosts.stream().allMatch(host -> isAllowed(withoutPort(host)))) {
      return Optional.of("Host " + hosts.getFirst() + " is not one of this service's names (setting butterfly.allowed-hosts)");
    }
    List<String> origins = request.getHeaders().getAll("Origin");
    if (!origins.stream().allMatch(origin -> isAllowed(hostOf(origin)))) {
      return Optional.of("Origin " + origins.getFirst() + " may not call this service");
    }
    if ("cross-site".equalsIgnoreCase(request.getHeaders().get("Sec-Fetch-Site"))) {
      return Optional.of("a page of another site may not call this service");
    }
    return Optional.empty();
  }

  private boolean isAllowed(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || allowedHosts.contains(name);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static String hostOf(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getHost()).orElse("");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static HttpResponse<?> forbidden(String why) {
    return HttpResponse.status(HttpStatus.FORBIDDEN)
        .body(Json.bytes(Reply.refused(Stat.ERR, why)))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header("x-reason", HeaderText.oneLine(why));
  }
}
