package io.butterfly.baichuan.push;

import io.butterfly.api.Json;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.delivery.Delivered;
import io.butterfly.baichuan.delivery.Deliverer;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.route.Route;
import io.butterfly.http.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** POSTs a message's parameters to its handler. */
final class HttpDeliverer implements Deliverer {
  private static final int MAX_REPLY = 4 << 20;
  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;

  private final HttpClient http;
  private final Route route;

  HttpDeliverer(HttpClient http, Route route) {
    this.http = http;
    this.route = route;
  }

  @Override
  public Delivered deliver(Execution message) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(message);
    } catch (IllegalArgumentException e) {
      return refused("cannot be pushed to " + route.url() + ": " + e.getMessage());
    }
    try {
      HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return delivered(request, response.statusCode(), body.readNBytes(MAX_REPLY + 1));
      }
    } catch (HttpConnectTimeoutException e) {
      return new Delivered.Lost(request.uri() + " cannot be reached in time");
    } catch (HttpTimeoutException e) {
      return new Delivered.Answered(Verdict.timedOut(limit(message)).result());
    } catch (IOException e) {
      return new Delivered.Lost(request.uri() + " does not answer: " + e);
    }
  }

  private HttpRequest request(Execution message) {
    HttpRequest.Builder request = HttpRequest.newBuilder(route.target(message.handler()))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(message.params()));
    header(request, "x-reqid", message.id());
    header(request, Caller.MESSAGE_HEADER, message.id());
    header(request, Caller.TRACE_HEADER, message.traceId());
    if (limit(message) > 0) {
      request.timeout(Duration.ofSeconds(limit(message)));
    }
    return request.build();
  }

  /** Seconds; the message's own or the route's, whichever is shorter; 0 for none. */
  private int limit(Execution message) {
    int own = Math.max(0, message.timeout());
    return own == 0 || route.deadline() == 0 ? own + route.deadline() : Math.min(own, route.deadline());
  }

  /** Another producer's ids may hold what no header can. */
  private static void header(HttpRequest.Builder request, String name, String value) {
    if (value.matches("[!-~]{1,255}")) {
      request.header(name, value);
    }
  }

  private static Delivered delivered(HttpRequest request, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (status >= SERVER_ERROR) {
      return new Delivered.Lost(request.uri() + " answered HTTP " + status);
    }
    if (body.length > MAX_REPLY) {
      return refused(request.uri() + " answered more than 4 MB");
    }
    if (status >= CLIENT_ERROR && !isJson(text)) {
      return refused(request.uri() + " answered HTTP " + status);
    }
    return new Delivered.Answered(text);
  }

  private static boolean isJson(String text) {
    try {
      return Json.tree(text).isObject();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Delivered refused(String why) {
    return new Delivered.Answered(Verdict.failed(Stat.ERR_SERVER_EXCEPTION, why).result());
  }
}
