package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import io.butterfly.http.load.BytesInFlight;
import io.butterfly.http.load.Load;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What services reply is in memory, too. */
@Execution(ExecutionMode.CONCURRENT)
class PushBudgetTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Without a budget the reply is there long before. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static final long BUDGET = 16 << 20;

    private final String prefix = "/budget" + UUID.randomUUID().toString().substring(0, 8);
    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private final Semaphore released = new Semaphore(0);
    private HttpServer service;
    private RunningBaiChuan baiChuan;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            posted.add(exchange.getRequestURI().getPath());
            released.acquireUninterruptibly();
            byte[] body =
                    ("{\"stat\":\"OK\",\"data\":\"" + "x".repeat(3 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        baiChuan = RunningBaiChuan.start(Map.of(
                "butterfly.bytes-in-flight",
                BUDGET,
                "baichuan.routes.all.prefix",
                prefix,
                "baichuan.routes.all.url",
                "http://127.0.0.1:" + service.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        baiChuan.close();
        service.stop(0);
    }

    @Test
    void a_large_reply_is_read_when_there_is_room_for_it_and_gives_the_room_back() throws InterruptedException {
        Load others = baiChuan.bean(BytesInFlight.class).load();
        String large = baiChuan.publish(prefix + "/large", "{}");
        assertThat(posted.poll(60, TimeUnit.SECONDS)).endsWith("/large");
        others.reserve(BUDGET / 2); // all there is for replies

        released.release();
        assertStaysStarted(large);
        others.letGo();

        Eventually.within(SOON, () -> assertThat(status(large)).isEqualTo("OK"));
        Load all = baiChuan.bean(BytesInFlight.class).load();
        all.reserve(BUDGET / 2);
        all.letGo();
    }

    private void assertStaysStarted(String id) {
        Deadline deadline = SteadyClock.system().deadline(A_WHILE);
        Eventually.until(SOON, () -> {
            assertThat(status(id)).isEqualTo("ERR_MSG_IN_STARTED");
            return deadline.hasPassed();
        });
    }

    private String status(String id) {
        return baiChuan.task(id).path("stat").asText();
    }
}
