package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Role;
import io.butterfly.http.Api;
import io.butterfly.kernel.Sha256;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every path of a service, with every kind of token: it answers by the role that its call is marked with, and where it
 * refuses, the call has not begun.
 */
public final class WalkRules {
    private static final String ECHO = "/echo/"; // of this module's own tests
    private static final List<String> OTHERS = List.of("/health", "/prometheus", "/no/such/path");
    private static final List<Role> READING = List.of(Role.VIEWER, Role.PUBLISHER, Role.WORKER);
    private static final int PATHS_PER_ADDRESS = 8; // each shows two wrong tokens, and twenty are too many

    private WalkRules() {}

    private record Shown(String name, Optional<String> token, Optional<Role> role) {}

    private static final List<Shown> ALL = Stream.concat(
                    Stream.of(
                            new Shown("no token", Optional.empty(), Optional.empty()),
                            new Shown("a wrong token", Optional.of("wrong"), Optional.empty()),
                            new Shown("an expired token", Optional.of("late"), Optional.empty())),
                    Stream.of(Role.values())
                            .map(role -> new Shown(role.text(), Optional.of(token(role)), Optional.of(role))))
            .toList();

    public static String token(Role role) {
        return "token-of-" + role.text();
    }

    /** A file with a token for each role, and one that is over. */
    public static Path tokens(Path folder) throws IOException {
        Stream<String> roles =
                Stream.of(Role.values()).map(role -> role.text() + " " + role.text() + " " + Sha256.hex(token(role)));
        return Files.write(
                folder.resolve("tokens"),
                Stream.concat(roles, Stream.of("late admin " + Sha256.hex("late") + " expires=2020-01-01"))
                        .toList());
    }

    /** @param server whose tokens are those of {@link #tokens} */
    public static void check(EmbeddedServer server) {
        Map<String, List<Role>> asked = new TreeMap<>();
        OTHERS.forEach(path -> asked.put(path, READING));
        List<? extends UriRouteInfo<?, ?>> routes =
                server.getApplicationContext().getBean(Router.class).uriRoutes().toList();
        for (UriRouteInfo<?, ?> route : routes) {
            String path = route.getUriMatchTemplate().toString();
            if (route.getTargetMethod().hasAnnotation(Api.class) && !path.startsWith(ECHO)) {
                asked.put(path, List.of(route.getTargetMethod().enumValues(Api.class, "role", Role.class)));
            }
        }
        assertThat(asked).hasSizeGreaterThan(OTHERS.size() + 3);
        List<String> wrong = new ArrayList<>();
        int walked = 0;
        for (Map.Entry<String, List<Role>> path : asked.entrySet()) {
            try (HttpClient client = clientAt(1 + walked++ / PATHS_PER_ADDRESS)) {
                for (Shown shown : ALL) {
                    HttpRequest request = request(server, path.getKey(), shown);
                    objection(shown, path.getValue(), send(client, request))
                            .ifPresent(why -> wrong.add(path.getKey() + " with " + shown.name() + ": " + why));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Wrong tokens are counted by address. */
    private static HttpClient clientAt(int number) {
        try {
            byte[] address = {127, 0, 1, (byte) number};
            return HttpClient.newBuilder()
                    .localAddress(InetAddress.getByAddress(address))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest request(EmbeddedServer server, String path, Shown shown) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.getURI().resolve(path));
        shown.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return OTHERS.contains(path)
                ? request.build()
                : request.POST(BodyPublishers.ofString("{}")).build();
    }

    private static HttpResponse<Void> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> objection(Shown shown, List<Role> asked, HttpResponse<?> reply) {
        boolean isDenied = reply.statusCode() == 401 || reply.statusCode() == 403;
        boolean mayCall = shown.role()
                .filter(role -> asked.stream().anyMatch(role::covers))
                .isPresent();
        if (mayCall) {
            return isDenied ? Optional.of("refused with " + reply.statusCode()) : Optional.empty();
        }
        int expected = shown.role().isPresent() ? 403 : 401;
        if (reply.statusCode() != expected) {
            return Optional.of("answered " + reply.statusCode() + " instead of " + expected);
        }
        return reply.headers().firstValue("x-reqid").map(id -> "refused, but the call had begun");
    }
}
