package io.butterfly.baichuan.push;

import java.net.URI;
import java.util.List;

/**
 * Where the handlers below a path live.
 *
 * @param name for threads and log lines
 * @param prefix such as {@code /orders}
 * @param url the service's address; the handler is appended to it
 * @param paths the only handlers to push, complete; empty for all below the prefix
 * @param concurrency how many messages are on their way at most
 */
public record Route(String name, String prefix, URI url, List<String> paths, int concurrency) {

  public Route {
    require(prefix.matches("/[^/\\s{}]+(/[^/\\s{}]+)*"), "the prefix must begin with '/' and not end with one, not " + prefix);
    require(url.getHost() != null && List.of("http", "https").contains(url.getScheme()), "the url must begin with http:// or https://");
    require(paths.stream().allMatch(path -> path.startsWith(prefix + "/")), "every path must be below " + prefix);
    require(concurrency > 0, "the concurrency must be 1 or more");
    paths = List.copyOf(paths);
  }

  private static void require(boolean isFine, String otherwise) {
    if (!isFine) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The handlers to push, of all there are. */
  List<String> handlers(List<String> known) {
    return paths.isEmpty() ? known.stream().filter(handler -> handler.startsWith(prefix + "/")).toList() : paths;
  }

  /** Throws {@link IllegalArgumentException} for a handler that would lead elsewhere. */
  URI target(String handler) {
    String base = url.toString().replaceFirst("/+$", "");
    URI target = URI.create(base + handler);
    require(target.normalize().equals(target) && target.getRawQuery() == null && target.getRawFragment() == null,
        "handler " + handler + " is no plain path");
    return target;
  }
}
