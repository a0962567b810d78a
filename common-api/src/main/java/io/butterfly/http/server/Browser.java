package io.butterfly.http.server;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a browser says about the page that made it send a request. A page can neither forge nor suppress these headers,
 * and it cannot add {@code X-Forwarded-Host} or {@code X-Forwarded-Proto}, by which a proxy in front says how it was
 * called.
 */
final class Browser {
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<Origin> alsoOurs;

    /** @param alsoOurs origins whose pages may call beside those that this service itself serves */
    Browser(Set<Origin> alsoOurs) {
        this.alsoOurs = alsoOurs;
    }

    /** Why the page behind this request may not call; empty when it may, or when there is none. */
    Optional<String> whyForeign(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        for (String origin : headers.getAll("Origin")) {
            if (!isOurs(origin, request)) {
                return Optional.of("Origin " + origin + " may not call this service: it is not " + addressOf(request)
                        + " (setting BUTTERFLY_ALLOWED_HOSTS takes whole origins, too)");
            }
        }
        return headers.getAll("Sec-Fetch-Site").stream()
                        .allMatch(site -> OWN_SITES.contains(site.toLowerCase(Locale.ROOT)))
                ? Optional.empty()
                : Optional.of("a page of another site or port may not call this service");
    }

    /**
     * Whether a browser sent it: also one that sends no {@code Origin}, because it looks for an image or follows a
     * link.
     */
    boolean sent(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        return headers.names().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("sec-fetch-"))
                || headers.getAll("Accept").stream()
                        .anyMatch(accept -> accept.strip().startsWith("image/"))
                || headers.getAll("Referer").stream().anyMatch(referer -> !isOurs(referer, request))
                || headers.getAll("User-Agent").stream()
                        .anyMatch(agent -> agent.startsWith("Mozilla/") && !agent.contains("PowerShell"));
    }

    private boolean isOurs(String page, HttpRequest<?> request) {
        return Origin.of(page)
                .filter(origin -> alsoOurs.contains(origin)
                        || Origin.of(addressOf(request)).filter(origin::equals).isPresent())
                .isPresent();
    }

    private static String addressOf(HttpRequest<?> request) {
        String scheme = first(request, "X-Forwarded-Proto").orElse(request.isSecure() ? "https" : "http");
        return scheme + "://"
                + first(request, "X-Forwarded-Host")
                        .or(() -> first(request, "Host"))
                        .orElse("");
    }

    /** The first of several proxies is the one that the browser called. */
    private static Optional<String> first(HttpRequest<?> request, String header) {
        List<String> values = request.getHeaders().getAll(header);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst().split(",", 2)[0].strip()).filter(value -> !value.isEmpty());
    }
}
