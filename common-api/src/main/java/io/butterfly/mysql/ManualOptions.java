package io.butterfly.mysql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The options of the manual's form of an address, named as MySQL's own clients and Python's drivers name them. */
final class ManualOptions {
    private static final String KNOWN =
            "max_connections, stale_timeout, ssl-mode, ssl-ca, connect_timeout, read_timeout,"
                    + " allowPublicKeyRetrieval, charset";
    private static final Set<String> MODES =
            Set.of("DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY");

    final Map<String, String> driver = new LinkedHashMap<>();
    int maxConnections;
    int staleTimeoutSeconds;
    String authority = "";

    private ManualOptions(int maxConnections, int staleTimeoutSeconds) {
        this.maxConnections = maxConnections;
        this.staleTimeoutSeconds = staleTimeoutSeconds;
    }

    /** Throws {@link IllegalArgumentException} with one line that names the option. */
    static ManualOptions of(Map<String, String> given, int maxConnections, int staleTimeoutSeconds) {
        ManualOptions options = new ManualOptions(maxConnections, staleTimeoutSeconds);
        given.forEach(options::take);
        options.trust();
        return options;
    }

    private void take(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "")) {
            case "maxconnections" -> maxConnections = value.isEmpty() ? maxConnections : number(name, value);
            case "staletimeout" -> staleTimeoutSeconds = value.isEmpty() ? staleTimeoutSeconds : number(name, value);
            case "sslmode" ->
                driver.put("sslMode", oneOf(name, value, MODES, text -> text.toUpperCase(Locale.ROOT)
                        .replace('-', '_')));
            case "sslca" -> authority = value;
            case "connecttimeout" -> driver.put("connectTimeout", number(name, value) + "000");
            case "readtimeout", "sockettimeout" -> driver.put("socketTimeout", number(name, value) + "000");
            case "allowpublickeyretrieval" ->
                driver.put(
                        "allowPublicKeyRetrieval",
                        oneOf(name, value, Set.of("true", "false"), text -> text.toLowerCase(Locale.ROOT)));
            case "charset" ->
                oneOf(
                        name,
                        value,
                        Set.of("utf8", "utf8mb4"),
                        text -> text.toLowerCase(Locale.ROOT)); // it is always the latter
            default -> throw new IllegalArgumentException("the option '" + name + "' is unknown; there are " + KNOWN);
        }
    }

    /** As MySQL's clients do: who names an authority wants it asked. */
    private void trust() {
        if (!authority.isEmpty() && driver.getOrDefault("sslMode", "REQUIRED").equals("REQUIRED")) {
            driver.put("sslMode", "VERIFY_CA");
        }
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(name + " must be a number from 1, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    private static String oneOf(String name, String value, Set<String> allowed, UnaryOperator<String> spelling) {
        String text = spelling.apply(value);
        if (!allowed.contains(text)) {
            throw new IllegalArgumentException(name + " must be one of "
                    + String.join(", ", allowed.stream().sorted().toList()) + ", not '" + value + "'");
        }
        return text;
    }
}
