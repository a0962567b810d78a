package io.butterfly.http;

import io.butterfly.kernel.ReqId;
import io.micronaut.http.HttpRequest;

/** Reads who calls from a request. */
final class Callers {
  private Callers() {}

  static Caller of(HttpRequest<?> request) {
    String reqid = ReqId.next();
    String trace = firstOf(request, reqid, Caller.TRACE_HEADER);
    String address = firstOf(request, request.getRemoteAddress().getAddress().getHostAddress(), "X-Real-IP");
    String user = firstOf(request, "-", "x_username", "x-username");
    return new Caller(reqid, address, user, trace, () -> true);
  }

  private static String firstOf(HttpRequest<?> request, String otherwise, String... names) {
    for (String name : names) {
      String value = request.getHeaders().get(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return otherwise;
  }
}
