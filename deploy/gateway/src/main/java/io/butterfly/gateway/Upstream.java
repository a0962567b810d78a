package io.butterfly.gateway;

import java.net.URI;

/**
 * One process behind the gateway.
 *
 * @param name as it stands in messages and in the health report
 * @param base {@code http://host:port}
 */
record Upstream(String name, String base) {
  Upstream {
    base = base.strip().replaceFirst("/+$", "");
    URI uri = URI.create(base);
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException("the address of " + name + " must have the form http://host:port, not '" + base + "'");
    }
  }

  /** The same path and query there, as they were written. */
  URI at(URI requested) {
    String query = requested.getRawQuery() == null ? "" : "?" + requested.getRawQuery();
    return URI.create(base + requested.getRawPath() + query);
  }
}
