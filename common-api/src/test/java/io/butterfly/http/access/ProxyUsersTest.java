package io.butterfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.access.Identity;
import io.butterfly.http.TrustedPeers;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who are known by where they come from. */
class ProxyUsersTest {
    @ParameterizedTest
    @CsvSource({
        // the setting, the peer, x_username, x_role: the identity
        "operator, 10.1.2.3, alice, , alice operator",
        "operator, 10.1.2.3, alice, admin, alice operator",
        "header, 10.1.2.3, alice, admin, alice admin",
        "header, 10.1.2.3, alice, , ",
        "header, 10.1.2.3, alice, service, ",
        "header, 10.1.2.3, alice, worker, ",
        "header, 10.1.2.3, alice, root, ",
        "operator, 10.2.2.3, alice, , ",
        "operator, 127.0.0.1, alice, , ",
        "'', 10.1.2.3, alice, , ",
    })
    void a_user_is_known_when_his_proxy_is_trusted(String role, String peer, String user, String given, String known) {
        SimpleHttpRequest<Object> request = new SimpleHttpRequest<>(HttpMethod.GET, "/echo/whoami", null) {
            @Override
            public InetSocketAddress getRemoteAddress() {
                return new InetSocketAddress(peer, 4711);
            }
        };
        request.header("x_username", user);
        if (given != null) {
            request.header("x_role", given);
        }
        ProxyUsers users = new ProxyUsers(role, new TrustedPeers(List.of("10.1.0.0/16")));

        String found = !users.isAskedFor(request)
                ? null
                : users.of(request).map(ProxyUsersTest::text).orElse(null);
        assertThat(found).isEqualTo(known);
    }

    private static String text(Identity identity) {
        return identity.name() + " " + identity.role().text();
    }

    @Test
    void over_http_he_has_the_role_and_nothing_more_and_a_token_counts_before() throws Exception {
        try (EmbeddedServer server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port", -1,
                        "butterfly.admin-token", "secret",
                        "butterfly.trusted-peers", "127.0.0.1",
                        "butterfly.proxy-role", "viewer"))) {
            assertThat(get(server, "/echo/whoami", "x_username", "alice").body())
                    .contains("\"data\":\"alice\"");
            assertThat(get(server, "/echo/boom", "x_username", "alice").statusCode())
                    .isEqualTo(403);
            assertThat(get(server, "/echo/whoami", "x-nothing", "alice").statusCode())
                    .isEqualTo(401);
            assertThat(get(server, "/echo/whoami", "x_username", "alice", "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> get(EmbeddedServer server, String path, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .headers(headers)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 203.0.113.9, true",
        "10.0.0.0/8, 10.9.9.9, true",
        "10.0.0.0/8, 203.0.113.9, false",
        "10.0.0.0/8, 127.0.0.1, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, 10.9.9.9, false",
    })
    void a_list_of_clients_lets_only_those_call(String setting, String client, boolean mayCall) throws Exception {
        assertThat(new AllowedClients(List.of(setting), null).includes(InetAddress.getByName(client)))
                .isEqualTo(mayCall);
    }

    @Test
    void a_range_that_is_none_ends_the_start() {
        assertThatThrownBy(() -> new AllowedClients(List.of("10.1/sixteen"), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("butterfly.allowed-clients");
    }
}
