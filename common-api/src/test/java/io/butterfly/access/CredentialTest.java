package io.butterfly.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.JsonHttp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialTest {
    @Test
    void is_shown_with_each_call_and_none_is_shown_when_there_is_none() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] reply = String.valueOf(shown).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(shown(new JsonHttp(uri, new Credential("s3cret")))).isEqualTo("Bearer s3cret");
            assertThat(shown(new JsonHttp(uri))).isEqualTo("null");
        } finally {
            server.stop(0);
        }
    }

    private static String shown(JsonHttp http) throws Exception {
        return new String(http.post("/", Map.of(), Duration.ofSeconds(10)), StandardCharsets.UTF_8);
    }

    @Test
    void never_shows_itself_in_a_log_and_takes_nothing_that_would_be_two_headers() {
        assertThat(new Credential("s3cret").toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> new Credential("a\r\nx: 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("x: 1");
    }
}
