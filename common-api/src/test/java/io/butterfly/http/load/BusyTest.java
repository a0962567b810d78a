package io.butterfly.http.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A service whose requests may have 1 MB in memory. */
class BusyTest {
    private static final EmbeddedServer SERVER =
            ApplicationContext.run(EmbeddedServer.class, Map.of("butterfly.bytes-in-flight", "2MB"));
    private static final byte[] LARGE =
            ("{\"str_info\":\"" + "x".repeat(700_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    private static final byte[] SMALL = "{\"str_info\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void refuses_a_body_that_finds_no_room_and_takes_it_when_there_is_some() throws Exception {
        try (Socket first = began()) {
            HttpResponse<String> refused = post(BodyPublishers.ofByteArray(LARGE));

            assertThat(refused.statusCode()).isEqualTo(200);
            assertThat(stat(refused)).isEqualTo("ERR_BUSY");
            assertThat(refused.body()).contains("busy: ", "try again");
            assertThat(refused.headers().firstValue("x-reason").orElseThrow()).startsWith("busy: ");
            assertThat(stat(post(BodyPublishers.ofByteArray(SMALL))))
                    .as("a small one")
                    .isEqualTo("OK");

            first.getOutputStream().write(LARGE);
            assertThat(line(first)).contains("200 OK");
        }
        assertThat(untilNotBusy(BodyPublishers.ofByteArray(LARGE))).isEqualTo("OK");
    }

    @Test
    void refuses_a_body_whose_size_shows_only_while_it_comes() throws Exception {
        try (Socket first = began()) {
            assertThat(stat(post(ofUnknownSize()))).isEqualTo("ERR_BUSY");
        }
        assertThat(untilNotBusy(ofUnknownSize()))
                .as("the first one has hung up")
                .isEqualTo("OK");
    }

    @Test
    void serves_a_body_that_is_larger_than_all_the_room_when_it_is_alone() throws Exception {
        byte[] huge = ("{\"str_info\":\"" + "x".repeat(3_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(untilNotBusy(BodyPublishers.ofByteArray(huge))).isEqualTo("OK");
        assertThat(untilNotBusy(BodyPublishers.ofByteArray(huge)))
                .as("and gives all of it back")
                .isEqualTo("OK");
    }

    /** A request whose head was read, and whose body is still to come. */
    private static Socket began() throws IOException {
        Socket socket = new Socket("127.0.0.1", SERVER.getPort());
        socket.setSoTimeout(30_000);
        String head = "POST /echo/say HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: "
                + LARGE.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        assertThat(line(socket)).contains("100 Continue");
        assertThat(line(socket)).isEmpty();
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static BodyPublisher ofUnknownSize() {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGE));
    }

    /** What earlier requests had is given back a moment after their replies. */
    private String untilNotBusy(BodyPublisher body) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String stat = stat(post(body));
        while (stat.equals("ERR_BUSY") && System.nanoTime() < end) {
            stat = stat(post(body));
        }
        return stat;
    }

    private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(SERVER.getURL() + "/echo/say"))
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String stat(HttpResponse<String> reply) {
        return Json.tree(reply.body()).path("stat").asText();
    }
}
