package io.butterfly.baichuan.push;

import io.butterfly.outbound.Outbound;
import java.net.URI;
import java.util.List;

/**
 * Where the handlers below a path live.
 *
 * @param name for people, threads and log lines
 * @param prefix such as {@code /orders}
 * @param url the service's address; the handler is appended to it
 * @param paths the only handlers to push, complete; empty for all below the prefix
 * @param concurrency how many messages each replica has on their way at most
 * @param deadline seconds the service may take to answer, 0 for no limit but the message's own timeout
 */
public record Route(String name, String prefix, URI url, List<String> paths, int concurrency, int deadline) {
    private static final int MOST_PATHS = 1_000;
    private static final int MOST_AT_ONCE = 10_000;
    private static final int LONGEST = 86_400;

    /** Throws {@link IllegalArgumentException}, in words for a person, when it could not work. */
    public Route {
        require(
                name.matches("[!-~&&[^{}]]{1,64}"),
                "name must have 1 to 64 printable ASCII characters, without blanks and braces");
        require(
                prefix.matches("/[^/\\s{}\\p{Cntrl}]+(/[^/\\s{}\\p{Cntrl}]+)*") && prefix.length() <= 254,
                "prefix must begin with '/' and not end with one, not be '" + prefix + "'");
        require(
                url.getHost() != null && List.of("http", "https").contains(url.getScheme()),
                "url must begin with http:// or https://");
        require(
                url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null,
                "url must have no user, no query and no fragment");
        Outbound.objection(url.getHost()).ifPresent(why -> require(false, "url: " + why));
        require(paths.size() <= MOST_PATHS, "paths must be at most 1000");
        for (String path : paths) {
            require(path.startsWith(prefix + "/"), "each of paths must be below " + prefix + ", not '" + path + "'");
        }
        require(concurrency > 0 && concurrency <= MOST_AT_ONCE, "concurrency must be from 1 to 10000");
        require(deadline >= 0 && deadline <= LONGEST, "deadline must be seconds from 0 (none) to 86400");
        paths = List.copyOf(paths);
    }

    private static void require(boolean isFine, String otherwise) {
        if (!isFine) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The handlers to push, of all there are. */
    public List<String> handlers(List<String> known) {
        return paths.isEmpty() ? known.stream().filter(this::has).toList() : paths;
    }

    public boolean has(String handler) {
        return paths.isEmpty() ? handler.startsWith(prefix + "/") : paths.contains(handler);
    }

    /** Whether some handler could be meant by both. */
    boolean overlaps(Route other) {
        if (!paths.isEmpty()) {
            return paths.stream().anyMatch(other::has);
        }
        return other.paths.isEmpty()
                ? (prefix + "/").startsWith(other.prefix + "/") || (other.prefix + "/").startsWith(prefix + "/")
                : other.overlaps(this);
    }

    /** Throws {@link IllegalArgumentException} for a handler that would lead elsewhere. */
    public URI target(String handler) {
        String base = url.toString().replaceFirst("/+$", "");
        URI target = URI.create(base + handler);
        require(handler.indexOf('%') < 0, "handler " + handler + " has a %, and the service might read another path");
        require(
                target.normalize().equals(target) && target.getRawQuery() == null && target.getRawFragment() == null,
                "handler " + handler + " is no plain path");
        return target;
    }
}
