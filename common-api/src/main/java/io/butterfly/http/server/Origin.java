package io.butterfly.http.server;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a page comes from, as browsers compare it.
 *
 * @param scheme in lower case
 * @param host in lower case; IPv6 in brackets
 * @param port also when it is the scheme's own
 */
record Origin(String scheme, String host, int port) {
    /** The origin of an address; empty when it names no host, as {@code null} and {@code file://} do. */
    static Optional<Origin> of(String address) {
        try {
            URI uri = URI.create(address.strip());
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme) ? 443 : 80;
            return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
