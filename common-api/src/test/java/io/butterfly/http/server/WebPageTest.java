package io.butterfly.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
@Property(name = "butterfly.allowed-hosts", value = "butterfly.lan,https://front.example")
class WebPageTest {
    private static final String READS = "/echo/whoami";
    private static final String CHANGES = "/echo/greet?who=x";

    @Inject
    EmbeddedServer server;

    @Nested
    class a_page {
        @Test
        void of_this_service_may_call() {
            assertThat(status(
                            "GET",
                            READS,
                            "Origin: http://127.0.0.1:" + server.getPort(),
                            "Sec-Fetch-Site: same-origin"))
                    .isEqualTo(200);
            assertThat(status("POST", CHANGES, "Origin: http://127.0.0.1:" + server.getPort()))
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://evil.example", "http://localhost:3000", "http://127.0.0.1", "http://127.0.0.1:1",
                            "http://butterfly.lan", "https://127.0.0.1:{port}",
                    "null", "file://", "%%%", "http://evil_host.com", "http://:80", "http://front.example"
                })
        void of_another_scheme_host_or_port_is_refused(String origin) {
            String line = "Origin: " + origin.replace("{port}", Integer.toString(server.getPort()));

            assertThat(status("GET", READS, line)).isEqualTo(403);
            assertThat(status("POST", CHANGES, line)).isEqualTo(403);
        }

        @ParameterizedTest
        @ValueSource(strings = {"cross-site", "same-site", "Cross-Site", "something-new"})
        void of_another_site_is_refused_whatever_it_asks_for(String site) {
            assertThat(status("GET", READS, "Sec-Fetch-Site: " + site)).isEqualTo(403);
        }

        @Test
        void of_an_origin_in_the_settings_may_call() {
            assertThat(status("POST", CHANGES, "Origin: https://front.example")).isEqualTo(200);
        }

        @Test
        void behind_a_proxy_is_known_by_what_the_proxy_was_called_by() {
            assertThat(status(
                            "POST",
                            CHANGES,
                            "Origin: https://b.example",
                            "X-Forwarded-Proto: https",
                            "X-Forwarded-Host: b.example"))
                    .isEqualTo(200);
            assertThat(status("POST", CHANGES, "Origin: https://b.example", "X-Forwarded-Host: b.example"))
                    .isEqualTo(403);
        }
    }

    @Nested
    class a_call_that_changes_something {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Sec-Fetch-Mode: no-cors",
                    "Sec-Fetch-Site: none",
                    "Accept: image/avif,image/webp,*/*;q=0.8",
                    "Referer: http://evil.example/page",
                    "Referer: http://127.0.0.1:1/",
                    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"
                })
        void is_not_taken_from_a_browser_unless_it_posts(String sign) {
            assertThat(status("GET", CHANGES, sign)).isEqualTo(403);
            assertThat(status("HEAD", CHANGES, sign)).isEqualTo(403);
            assertThat(status("GET", "/echo/greet/?who=x", sign)).isEqualTo(403);
            assertThat(status("POST", CHANGES, sign)).isEqualTo(200);
            assertThat(status("GET", READS, sign)).isEqualTo(200);
        }

        @Test
        void is_taken_by_get_from_anything_else() {
            assertThat(status("GET", CHANGES)).isEqualTo(200);
            assertThat(status("GET", CHANGES, "User-Agent: curl/8.5.0", "Accept: */*"))
                    .isEqualTo(200);
            assertThat(status(
                            "GET", CHANGES, "User-Agent: Mozilla/5.0 (Windows NT; de-DE) WindowsPowerShell/5.1.22621"))
                    .isEqualTo(200);
            assertThat(status("GET", CHANGES, "Referer: http://127.0.0.1:" + server.getPort() + "/"))
                    .isEqualTo(200);
        }
    }

    @Nested
    class a_host {
        @Test
        void that_is_bound_to_loopback_by_its_own_name_server_is_refused_with_the_setting_that_would_allow_it() {
            String reply = Raw.send(server, "GET " + READS + " HTTP/1.1\r\nHost: evil.example");

            assertThat(reply).startsWith("HTTP/1.1 403").contains("BUTTERFLY_ALLOWED_HOSTS");
        }

        @Test
        void in_the_settings_is_served_whatever_its_port() {
            assertThat(Raw.send(server, "GET " + READS + " HTTP/1.1\r\nHost: Butterfly.LAN:9"))
                    .startsWith("HTTP/1.1 200");
        }

        @Test
        void is_not_needed_by_http_1_0_and_needed_by_1_1() {
            assertThat(Raw.send(server, "GET " + READS + " HTTP/1.0")).startsWith("HTTP/1.0 200");
            assertThat(Raw.send(server, "GET " + READS + " HTTP/1.1"))
                    .contains("has no Host")
                    .doesNotStartWith("HTTP/1.1 200");
        }

        @Test
        void is_looked_at_for_all_but_the_two_probes() {
            assertThat(Raw.send(server, "GET /health/liveness HTTP/1.1\r\nHost: evil.example"))
                    .startsWith("HTTP/1.1 200");
            assertThat(Raw.send(server, "GET /health/readiness HTTP/1.1\r\nHost: evil.example"))
                    .startsWith("HTTP/1.1 200");
            assertThat(Raw.send(server, "GET /health HTTP/1.1\r\nHost: evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(Raw.send(server, "GET /health/anything HTTP/1.1\r\nHost: evil.example"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    private int status(String method, String path, String... headers) {
        String head =
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.getPort() + "\r\nContent-Length: 0";
        for (String header : headers) {
            head += "\r\n" + header;
        }
        return Integer.parseInt(Raw.send(server, head).split(" ")[1]);
    }
}
