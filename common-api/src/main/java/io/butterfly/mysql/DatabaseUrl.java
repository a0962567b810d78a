package io.butterfly.mysql;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database address as users write it:
 * {@code mysql+retrypool://user:password@host:port/database?max_connections=300&stale_timeout=300} (the manual's form,
 * options in {@link ManualOptions}), {@code mysql://…}, or a plain {@code jdbc:mysql://…} with the driver's own
 * options.
 *
 * @param jdbcUrl with the driver's options: ours, and those of the address in their place
 * @param user empty when the address has none
 * @param password empty when the address has none
 * @param maxConnections upper bound of the pool
 * @param staleTimeoutSeconds an idle connection older than this is closed
 * @param authority the file with the certificates that the server's must be signed by; empty for those that Java trusts
 * @param overruled options of the address that do not count, because the services rely on ours
 */
public record DatabaseUrl(
        String jdbcUrl,
        Optional<String> user,
        Optional<String> password,
        int maxConnections,
        int staleTimeoutSeconds,
        String authority,
        List<String> overruled) {
    private static final String JDBC = "jdbc:mysql:";
    private static final int DEFAULT_PORT = 3306;
    private static final int DEFAULT_CONNECTIONS = 20;
    private static final int DEFAULT_STALE_TIMEOUT = 300;

    public DatabaseUrl {
        overruled = List.copyOf(overruled);
    }

    /** Throws {@link IllegalArgumentException} with one line that says what is wrong; it never repeats the password. */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith(JDBC)) {
            String[] parts = text.split("\\?", 2);
            DriverOptions options = DriverOptions.with(DriverOptions.read(parts.length > 1 ? parts[1] : null));
            return new DatabaseUrl(
                    parts[0] + "?" + options.text(),
                    Optional.empty(),
                    Optional.empty(),
                    DEFAULT_CONNECTIONS,
                    DEFAULT_STALE_TIMEOUT,
                    "",
                    options.overruled());
        }
        URI uri = uri(text);
        if (!"mysql+retrypool".equals(uri.getScheme()) && !"mysql".equals(uri.getScheme())) {
            throw new IllegalArgumentException("it must begin with mysql+retrypool://, mysql:// or jdbc:mysql://");
        }
        if (uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "it must have the form mysql+retrypool://user:password@host:port/database"
                            + " (characters such as '@', '/' or '#' in a password must be percent-encoded)");
        }
        ManualOptions options =
                ManualOptions.of(DriverOptions.read(uri.getRawQuery()), DEFAULT_CONNECTIONS, DEFAULT_STALE_TIMEOUT);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseUrl(
                "jdbc:mysql://" + uri.getHost() + ":" + port + uri.getRawPath() + "?"
                        + DriverOptions.with(options.driver).text(),
                credential(uri.getRawUserInfo(), 0),
                credential(uri.getRawUserInfo(), 1),
                options.maxConnections,
                options.staleTimeoutSeconds,
                options.authority,
                List.of());
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "it is no URL (characters such as '@' or '#' in a password must be percent-encoded)");
        }
    }

    private static Optional<String> credential(String userInfo, int index) {
        if (userInfo == null) {
            return Optional.empty();
        }
        String[] parts = userInfo.split(":", 2);
        return index < parts.length
                ? Optional.of(URLDecoder.decode(parts[index], StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The driver's options as they count, decoded. */
    public Map<String, String> options() {
        return DriverOptions.read(jdbcUrl.substring(jdbcUrl.indexOf('?') + 1));
    }

    @Override
    public String toString() {
        return jdbcUrl.substring(0, jdbcUrl.indexOf('?'));
    }
}
