package io.butterfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Role;
import io.butterfly.api.Json;
import io.butterfly.kernel.Sha256;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls with tokens, over HTTP. */
class RolesTest {
    @TempDir
    static Path folder;

    static final HttpClient HTTP = HttpClient.newHttpClient();
    static EmbeddedServer server;

    @BeforeAll
    static void start() throws IOException {
        Path file = folder.resolve("tokens");
        Stream<String> lines = Stream.of(Role.values())
                .map(role -> role.text() + " " + role.text() + " " + Sha256.hex("token-of-" + role.text()));
        Files.write(
                file,
                Stream.concat(lines, Stream.of("late viewer " + Sha256.hex("old") + " expires=2020-01-01"))
                        .toList());
        server = ApplicationContext.run(
                EmbeddedServer.class, Map.of("butterfly.tokens-file", file.toString(), "micronaut.server.port", -1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/echo/whoami,     200, 403, 403, 200, 200, 200",
        "/echo/greet,      403, 200, 200, 200, 200, 200",
        "/echo/refuse,     403, 403, 200, 403, 200, 200",
        "/echo/boom,       403, 403, 403, 403, 200, 403",
        "/no/such/path,    400, 400, 400, 400, 400, 400",
        "/health/liveness, 200, 200, 200, 200, 200, 200",
    })
    void a_path_answers_by_role(
            String path, int viewer, int publisher, int worker, int operator, int admin, int service)
            throws IOException, InterruptedException {
        List<Integer> expected = List.of(viewer, publisher, worker, operator, admin, service);
        int i = 0;
        for (Role role : List.of(Role.VIEWER, Role.PUBLISHER, Role.WORKER, Role.OPERATOR, Role.ADMIN, Role.SERVICE)) {
            assertThat(get(path, "Authorization", "Bearer token-of-" + role.text())
                            .statusCode())
                    .as("%s as %s", path, role)
                    .isEqualTo(expected.get(i++));
        }
    }

    @Test
    void no_token_a_wrong_one_and_an_expired_one_are_401_with_the_reason() throws Exception {
        assertThat(unauthorized(get("/echo/whoami", "x-none", "1"))).endsWith("Not found token");
        assertThat(unauthorized(get("/echo/whoami", "Authorization", "Bearer wrong")))
                .endsWith("Failed to decode token");
        assertThat(unauthorized(get("/echo/whoami", "Authorization", "Bearer old")))
                .endsWith("Token has expired");
        assertThat(unauthorized(get("/no/such/path", "x-none", "1"))).endsWith("Not found token");
    }

    static String unauthorized(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        Map<?, ?> body = Json.read(response.body(), Map.class);
        assertThat(body.get("stat")).isEqualTo(401);
        assertThat(body.get("success")).isEqualTo(false);
        return (String) body.get("message");
    }

    @Test
    void the_spellings_of_the_manual_and_of_its_library_count() throws Exception {
        assertThat(get("/echo/whoami", "Authorization", "Bearer: token-of-viewer")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/echo/whoami", "Bearer", "token-of-viewer").statusCode())
                .isEqualTo(200);
    }

    @Test
    void wrong_tokens_are_counted_by_the_address_that_a_trusted_proxy_saw() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(shown("203.0.113.1", "wrong")).isEqualTo(401);
        }

        assertThat(shown("203.0.113.1", "wrong")).isEqualTo(429);
        assertThat(shown("203.0.113.2", "token-of-viewer")).isEqualTo(200);
    }

    private static int shown(String seen, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getPort() + "/echo/whoami"))
                .header("X-Real-IP", seen)
                .header("Authorization", "Bearer " + token)
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void a_refusal_names_the_role_that_is_needed() throws Exception {
        HttpResponse<String> response = get("/echo/boom", "Authorization", "Bearer token-of-viewer");

        assertThat(response.body()).contains("viewer (viewer) may not call /echo/boom: it needs the role admin");
        assertThat(response.headers().firstValue("x-reason")).isPresent();
    }

    private static HttpResponse<String> get(String path, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                .header(header, value)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
