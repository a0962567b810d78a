package io.butterfly.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.JsonHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WholeExchangeTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = ChronoUnit.FOREVER.getDuration();
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-Kind: test\r\n\r\n";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();

    @Test
    void gives_the_reply_as_a_whole_and_keeps_the_connection() throws Exception {
        try (RawServer server = new RawServer(client -> RawServer.send(client, HEAD + "0123456789"))) {
            for (int i = 0; i < 20; i++) {
                WholeReply reply = WholeExchange.send(http, to(server), LONG, BodyLimit.refuseAbove(10));

                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.headers().firstValue("x-kind")).contains("test");
                assertThat(reply.text()).isEqualTo("0123456789");
                assertThat(reply.isCut()).isFalse();
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void ends_at_its_deadline_when_no_head_comes() throws Exception {
        endsInTime(client -> {});
    }

    @Test
    void ends_at_its_deadline_when_nothing_comes_after_the_head() throws Exception {
        endsInTime(client -> RawServer.send(client, HEAD));
    }

    @Test
    void ends_at_its_deadline_when_the_body_drips() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        endsInTime(client -> {
            RawServer.send(client, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (!never.await(100, TimeUnit.MILLISECONDS)) {
                RawServer.send(client, "x");
            }
        });
    }

    @Test
    void reads_a_large_body_when_there_is_room_and_asks_with_its_length() throws Exception {
        List<Long> asked = new CopyOnWriteArrayList<>();
        BodyLimit limit = BodyLimit.cutAt(1 << 20).within(bytes -> asked.add(bytes) && asked.size() > 2);
        try (RawServer server = new RawServer(client -> RawServer.send(
                        client, "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(50_000)));
                HttpClient waiting = HttpClient.newHttpClient()) {
            assertThat(WholeExchange.send(waiting, to(server), LONG, limit).body())
                    .hasSize(50_000);
        }

        assertThat(asked).containsExactly(50_000L, 50_000L, 50_000L);
    }

    @Test
    void asks_for_no_room_for_a_small_body() throws Exception {
        BodyLimit limit = BodyLimit.cutAt(1 << 20).within(bytes -> false);
        try (RawServer server = new RawServer(client -> RawServer.send(client, HEAD + "0123456789"))) {
            assertThat(WholeExchange.send(http, to(server), LONG, limit).text()).isEqualTo("0123456789");
        }
    }

    @Test
    void ends_at_its_deadline_when_there_is_no_room() throws Exception {
        BodyLimit limit = BodyLimit.cutAt(1 << 20).within(bytes -> false);
        try (RawServer server = new RawServer(client -> RawServer.send(
                        client, "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(50_000)));
                HttpClient waiting = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> WholeExchange.send(waiting, to(server), SHORT, limit))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(server.awaitClosed()).isTrue();
        }
    }

    private void endsInTime(RawServer.Behaviour behaviour) throws Exception {
        try (RawServer server = new RawServer(behaviour)) {
            assertThatThrownBy(() -> WholeExchange.send(http, to(server), SHORT, BodyLimit.cutAt(1_000)))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no complete answer within 0.3 s");
            assertThat(server.awaitClosed()).isTrue();
        }
    }

    @Test
    void fails_when_the_connection_breaks_within_the_body() {
        try (RawServer server = new RawServer(client -> {
            RawServer.send(client, HEAD + "012");
            client.setSoLinger(true, 0); // closes with a reset
            client.close();
        })) {
            assertThatThrownBy(() -> WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(1_000)))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void is_repeated_once_when_the_peer_closes_a_kept_connection_without_a_reply() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(client -> {
            if (requests.incrementAndGet() == 2) {
                client.close();
            } else {
                RawServer.send(client, HEAD + "0123456789");
            }
        })) {
            WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(100));

            assertThat(WholeExchange.sendRepeatable(http, post(server), LONG, BodyLimit.cutAt(100))
                            .text())
                    .isEqualTo("0123456789");
            assertThat(requests).hasValue(3);
        }
    }

    @Test
    void is_not_repeated_again_and_again() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(client -> {
            requests.incrementAndGet();
            client.close();
        })) {
            assertThatThrownBy(() -> WholeExchange.sendRepeatable(http, post(server), LONG, BodyLimit.cutAt(100)))
                    .isInstanceOf(BrokenOff.class);
            assertThat(requests).hasValue(2);

            assertThatThrownBy(() -> WholeExchange.send(http, post(server), LONG, BodyLimit.cutAt(100)))
                    .isInstanceOf(BrokenOff.class);
            assertThat(requests).hasValue(3);
        }
    }

    @Test
    void is_not_repeated_when_a_reply_has_begun() {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(client -> {
            requests.incrementAndGet();
            RawServer.send(client, HEAD + "012");
            client.close();
        })) {
            assertThatThrownBy(() -> WholeExchange.sendRepeatable(http, post(server), LONG, BodyLimit.cutAt(100)))
                    .isNotInstanceOf(BrokenOff.class);
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void ends_at_once_when_its_thread_is_interrupted() throws Exception {
        try (RawServer server = new RawServer(client -> RawServer.send(client, HEAD + "012"))) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = Thread.startVirtualThread(() -> {
                try {
                    WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(1_000));
                } catch (Throwable e) {
                    outcome.complete(e);
                }
            });
            server.awaitAnswer();

            caller.interrupt();

            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            assertThat(server.awaitClosed()).isTrue();
        }
    }

    @Test
    void reads_no_more_than_its_limit() throws Exception {
        try (RawServer server = new RawServer(client -> RawServer.send(client, HEAD + "0123456789"))) {
            WholeReply cut = WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(9));

            assertThat(cut.text()).isEqualTo("012345678");
            assertThat(cut.isCut()).isTrue();
            assertThatThrownBy(() -> WholeExchange.send(http, to(server), LONG, BodyLimit.refuseAbove(9)))
                    .isInstanceOf(ReplyTooLarge.class)
                    .hasMessage("the reply is larger than 9 bytes");
        }
    }

    @Test
    void takes_the_beginning_of_a_body_that_never_ends() throws Exception {
        try (RawServer server = new RawServer(client -> RawServer.send(client, "HTTP/1.1 200 OK\r\n\r\n0123456789"))) {
            assertThat(WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(3))
                            .text())
                    .isEqualTo("012");
            assertThat(server.awaitClosed()).isTrue();
        }
    }

    @Test
    void reads_a_text_without_its_byte_order_mark_and_knows_one_that_is_packed() throws Exception {
        try (RawServer server = new RawServer(client -> RawServer.send(client, HEAD + "\uFEFF{\"a\":1}"))) {
            WholeReply reply = WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(100));

            assertThat(reply.text()).isEqualTo("{\"a\":1}");
            assertThat(reply.text(5)).isEqualTo("{\"");
            assertThat(reply.text(2)).isEmpty();
            assertThat(reply.packing()).isEmpty();
        }
        try (RawServer server = new RawServer(client ->
                RawServer.send(client, HEAD.replace("X-Kind: test", "Content-Encoding: gzip") + "0123456789"))) {
            assertThat(WholeExchange.send(http, to(server), LONG, BodyLimit.cutAt(100))
                            .packing())
                    .contains("gzip");
        }
    }

    @Test
    void a_call_of_one_of_our_services_ends_in_time_too() {
        try (RawServer server = new RawServer(client -> RawServer.send(client, HEAD + "012"))) {
            assertThatThrownBy(() -> new JsonHttp(server.uri()).post("/baichuan/worker_claim", Map.of(), SHORT))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    private static HttpRequest post(RawServer server) {
        return HttpRequest.newBuilder(server.uri())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private static HttpRequest to(RawServer server) {
        return HttpRequest.newBuilder(server.uri()).GET().build();
    }
}
