package io.butterfly.baichuan.redis.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of Redis as the manual writes it:
 * {@code redis://[user]:[password]@host:port/db?socket_timeout=2&socket_connect_timeout=0.5&retry_on_timeout=false}; {@code rediss://} for
 * TLS. Everything but the host may be left out. {@code retry_on_timeout} is understood and has no effect: a publisher that repeats its call
 * with the same id is safe, and the service itself never repeats a command. Other options of Python's client are passed over.
 *
 * @param socketTimeout how long a command may take
 * @param connectTimeout how long connecting may take
 */
public record RedisUrl(
    boolean isTls, String host, int port, int database, Optional<String> user, Optional<String> password, Duration socketTimeout,
    Duration connectTimeout) {
  private static final Pattern FORM =
      Pattern.compile("(rediss?)://(?:([^@/?]*)@)?([^@/?:\\[\\]]+|\\[[0-9a-fA-F:]+])(?::([0-9]{1,5}))?(?:/([0-9]{0,4}))?(?:\\?(.*))?");
  private static final int DEFAULT_PORT = 6379;
  private static final double DEFAULT_SOCKET_TIMEOUT = 2;
  private static final double DEFAULT_CONNECT_TIMEOUT = 0.5;
  private static final double LONGEST_TIMEOUT = 60;

  /** Throws {@link IllegalArgumentException} with one line that says what is wrong; it never repeats the password. */
  public static RedisUrl parse(String text) {
    Matcher url = FORM.matcher(text);
    if (!url.matches()) {
      throw new IllegalArgumentException(
          "it must have the form redis://[user]:[password]@host:port/db (characters such as '@' or '/' in a password percent-encoded)");
    }
    int port = number(url.group(4), DEFAULT_PORT);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 1 to 65535, not " + port);
    }
    Map<String, String> options = options(url.group(6));
    return new RedisUrl(
        url.group(1).equals("rediss"), url.group(3), port, number(url.group(5), 0), credential(url.group(2), 0), credential(url.group(2), 1),
        seconds(options, "socket_timeout", DEFAULT_SOCKET_TIMEOUT),
        seconds(options, "socket_connect_timeout", DEFAULT_CONNECT_TIMEOUT));
  }

  private static int number(String digits, int otherwise) {
    return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
  }

  /** {@code user:password}, either may be empty; a single word is the user, as in every URL. */
  private static Optional<String> credential(String userInfo, int index) {
    String[] parts = userInfo == null ? new String[0] : userInfo.split(":", 2);
    if (index >= parts.length || parts[index].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    for (String option : query == null ? new String[0] : query.split("&")) {
      String[] parts = option.split("=", 2);
      options.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return options;
  }

  private static Duration seconds(Map<String, String> options, String name, double otherwise) {
    String text = options.getOrDefault(name, "");
    if (!text.isEmpty() && !text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException(name + " must be seconds, not '" + text + "'");
    }
    double seconds = text.isEmpty() ? otherwise : Double.parseDouble(text);
    if (seconds <= 0 || seconds > LONGEST_TIMEOUT) {
      throw new IllegalArgumentException(name + " must be more than 0 and at most 60 seconds, not " + text);
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
