package io.butterfly.ruqi.dispatch;

import io.butterfly.outbound.AddressClass;
import io.butterfly.ruqi.command.Targets;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * One request of an HTTP call, which may be followed by another one to where its reply redirects.
 *
 * @param isPost whether the body is sent; what has become a GET stays one
 * @param widest how far the first request's host can be reached: no redirect leads to a closer address
 */
record Hop(URI uri, boolean isPost, AddressClass widest) {
    private static final Set<Integer> SAME_METHOD = Set.of(307, 308);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** @param addresses of the URL's host */
    static Hop first(URI uri, List<InetAddress> addresses) {
        return new Hop(uri, true, AddressClass.widest(addresses));
    }

    static boolean isRedirect(int status) {
        return REDIRECTS.contains(status);
    }

    /**
     * Where the location leads, seen from here (RFC 3986, 5.2). Throws {@link BadRedirect} when that is no URL, or
     * falls from https to http.
     */
    URI target(String location) throws BadRedirect {
        try {
            URI to = resolve(location.strip());
            boolean isHttp = "http".equalsIgnoreCase(to.getScheme());
            if ((isHttp || "https".equalsIgnoreCase(to.getScheme())) && to.getHost() != null) {
                if (isHttp && "https".equalsIgnoreCase(uri.getScheme())) {
                    throw new BadRedirect("redirected from https to http");
                }
                Targets.requireAllowed(to);
                return to;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new BadRedirect("redirected to something that is no URL");
    }

    /**
     * Java's own follows an older RFC: it replaces the last segment when the location is only a query, and keeps dots
     * that lead above the root.
     */
    private URI resolve(String location) {
        String here = uri.getScheme() + "://" + uri.getRawAuthority()
                + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        if (location.isEmpty() || location.startsWith("#")) {
            return URI.create(here + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        }
        if (location.startsWith("?")) {
            return URI.create(here + withoutFragment(location));
        }
        URI to = URI.create(here).resolve(withoutFragment(location)).normalize();
        String path = to.getRawPath() == null ? "" : to.getRawPath();
        while (path.startsWith("/../")) {
            path = path.substring("/..".length());
        }
        return path.equals(to.getRawPath())
                ? to
                : URI.create(to.getScheme() + "://" + to.getRawAuthority() + path
                        + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()));
    }

    private static String withoutFragment(String location) {
        int hash = location.indexOf('#');
        return hash < 0 ? location : location.substring(0, hash);
    }

    /** @param addresses of the target's host */
    Hop to(URI target, int status, List<InetAddress> addresses) throws BadRedirect {
        if (AddressClass.closest(addresses).isCloserThan(widest)) {
            throw new BadRedirect("redirected to " + target.getHost()
                    + ", an address that is more private than the one that the job names");
        }
        return new Hop(target, isPost && SAME_METHOD.contains(status), widest);
    }
}
