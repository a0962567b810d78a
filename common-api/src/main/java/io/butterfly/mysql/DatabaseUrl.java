package io.butterfly.mysql;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A database address as users write it: {@code mysql+retrypool://user:password@host:port/database?max_connections=300&stale_timeout=300}
 * (the manual's form), {@code mysql://…}, or a plain {@code jdbc:mysql://…}, which is taken as it is.
 *
 * @param jdbcUrl with the driver properties this project relies on
 * @param user empty when the address has none
 * @param password empty when the address has none
 * @param maxConnections upper bound of the pool
 * @param staleTimeoutSeconds an idle connection older than this is closed
 */
public record DatabaseUrl(
    String jdbcUrl, Optional<String> user, Optional<String> password, int maxConnections, int staleTimeoutSeconds) {
  private static final int DEFAULT_PORT = 3306;
  private static final int DEFAULT_CONNECTIONS = 20;
  private static final int DEFAULT_STALE_TIMEOUT = 300;
  /**
   * UTC sessions keep instants right whatever the host's zone; the timeouts keep a dead server from holding threads for ever. The driver need not
   * ask the server for what it has set itself, nor parse a statement twice, and sends several statements at once where {@link Sql} joins them.
   */
  private static final String DRIVER_PROPERTIES = "rewriteBatchedStatements=true&connectionTimeZone=UTC"
      + "&forceConnectionTimeZoneToSession=true&sslMode=PREFERRED&connectTimeout=2000&socketTimeout=15000&tcpKeepAlive=true"
      + "&characterEncoding=UTF-8&useLocalSessionState=true&allowMultiQueries=true"
      + "&cachePrepStmts=true&prepStmtCacheSize=100&prepStmtCacheSqlLimit=4096";

  /** Throws {@link IllegalArgumentException} with one line that says what is wrong; it never repeats the password. */
  public static DatabaseUrl parse(String text) {
    if (text.startsWith("jdbc:mysql:")) {
      String separator = text.contains("?") ? "&" : "?";
      return new DatabaseUrl(
          text + separator + DRIVER_PROPERTIES, Optional.empty(), Optional.empty(), DEFAULT_CONNECTIONS, DEFAULT_STALE_TIMEOUT);
    }
    URI uri = uri(text);
    if (!"mysql+retrypool".equals(uri.getScheme()) && !"mysql".equals(uri.getScheme())) {
      throw new IllegalArgumentException("it must begin with mysql+retrypool://, mysql:// or jdbc:mysql://");
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException("it must have the form mysql+retrypool://user:password@host:port/database");
    }
    Map<String, String> options = options(uri.getRawQuery());
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new DatabaseUrl(
        "jdbc:mysql://" + uri.getHost() + ":" + port + uri.getRawPath() + "?" + DRIVER_PROPERTIES,
        credential(uri.getRawUserInfo(), 0),
        credential(uri.getRawUserInfo(), 1),
        number(options, "max_connections", DEFAULT_CONNECTIONS),
        number(options, "stale_timeout", DEFAULT_STALE_TIMEOUT));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no URL (characters such as '@' or '#' in a password must be percent-encoded)");
    }
  }

  private static Optional<String> credential(String userInfo, int index) {
    if (userInfo == null) {
      return Optional.empty();
    }
    String[] parts = userInfo.split(":", 2);
    return index < parts.length ? Optional.of(URLDecoder.decode(parts[index], StandardCharsets.UTF_8)) : Optional.empty();
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query != null) {
      for (String option : query.split("&")) {
        String[] parts = option.split("=", 2);
        options.put(parts[0], parts.length > 1 ? parts[1] : "");
      }
    }
    return options;
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    String text = options.get(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(name + " must be a number from 1, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return jdbcUrl.substring(0, jdbcUrl.indexOf('?'));
  }
}
