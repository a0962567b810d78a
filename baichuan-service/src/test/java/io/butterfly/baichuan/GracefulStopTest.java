package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.butterfly.baichuan.waiting.EndWaiters;
import io.butterfly.embedded.Eventually;
import io.butterfly.worker.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What others notice when a replica is asked to stop. No lease here ever runs out within a test. */
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class GracefulStopTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, Object> LONG_LEASES =
            Map.of("baichuan.lease", "600s", "baichuan.push.lease", "600s");

    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void who_waits_is_answered_and_nothing_that_it_would_have_got_is_lost() throws Exception {
        RunningBaiChuan baiChuan = RunningBaiChuan.start(LONG_LEASES);
        String unserved = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(unserved, "{}");
        CompletableFuture<HttpResponse<String>> claim = baiChuan.send(
                "/baichuan/worker_claim", "{\"worker\":\"test:0:1\",\"handlers\":[\"" + handler + "\"],\"wait\":30}");
        CompletableFuture<HttpResponse<String>> look =
                baiChuan.send("/baichuan/task_get", "{\"task_id\":\"" + id + "\",\"wait\":20}");
        Eventually.until(
                SOON,
                () -> baiChuan.isWaitedFor(handler)
                        && baiChuan.bean(EndWaiters.class).isAwaited(id));

        baiChuan.stop();

        JsonNode claimed = Json.tree(claim.get(30, TimeUnit.SECONDS).body());
        assertThat(claimed.path("stat").asText()).isEqualTo("OK");
        assertThat(claimed.at("/data/messages")).isEmpty();
        assertThat(Json.tree(look.get(30, TimeUnit.SECONDS).body())
                        .at("/task_info/status")
                        .asText())
                .isEqualTo("queued");
    }

    @Test
    void a_pushed_message_that_is_not_answered_is_given_back_and_no_attempt_is_counted() throws Exception {
        String prefix = "/stop" + UUID.randomUUID().toString().substring(0, 8);
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            called.countDown();
            await(over);
        });
        service.start();
        RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of(
                "baichuan.push.lease",
                "600s",
                "baichuan.routes.r.prefix",
                prefix,
                "baichuan.routes.r.url",
                "http://127.0.0.1:" + service.getAddress().getPort()));
        String id = baiChuan.publish(prefix + "/x", "{}");
        assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();

        baiChuan.stop();
        over.countDown();
        service.stop(0);

        assertThat(Life.hash(id)).containsEntry("status", "queued");
        JsonNode again = Life.baiChuan.claim(prefix + "/x", 0).get(0);
        assertThat(again.path("task_id").asText()).isEqualTo(id);
        assertThat(again.path("attempt").asInt()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void publishers_and_workers_go_on_after_a_restart_and_no_message_waits_for_its_lease() throws Exception {
        int port = freePort();
        Map<String, Object> settings = Map.of("baichuan.lease", "600s", "micronaut.server.port", port);
        RunningBaiChuan baiChuan = RunningBaiChuan.start(settings);
        Set<String> done = ConcurrentHashMap.newKeySet();
        List<String> acknowledged = new ArrayList<>();
        try (Worker worker = Worker.at(baiChuan.url())
                .name("test:0:2")
                .handle(handler, message -> done.add(message.taskId()))
                .start()) {
            RunningBaiChuan first = baiChuan;
            Eventually.until(SOON, () -> {
                acknowledged.add(first.publish(handler, "{}"));
                return done.size() >= 50;
            });
            for (int i = 0; i < 500; i++) {
                acknowledged.add(baiChuan.publish(handler, "{}"));
            }

            baiChuan.stop();
            baiChuan = RunningBaiChuan.start(settings);
            acknowledged.add(baiChuan.publish(handler, "{}"));

            Eventually.until(SOON, () -> done.containsAll(acknowledged));
            assertThat(acknowledged).allSatisfy(id -> assertThat(Life.hash(id)).containsEntry("attempt", "1"));
        } finally {
            baiChuan.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
