package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.claim.QueueWatch;
import io.butterfly.embedded.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two BaiChuans on one Redis. */
class ReplicasTest {
    private final String handler = RunningBaiChuan.newHandler();
    private RunningBaiChuan first;
    private RunningBaiChuan second;

    @BeforeEach
    void start() {
        first = RunningBaiChuan.start();
        second = RunningBaiChuan.start();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void a_worker_that_leaves_at_one_is_not_kept_waiting_at_the_other() {
        second.bean(QueueWatch.class).stop();
        Eventually.within(Duration.ofSeconds(60), () -> {
            String worker = "test:0:" + System.nanoTime();
            CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> second.post(
                    "/baichuan/worker_claim",
                    "{\"worker\":\"%s\",\"handlers\":[\"%s\"],\"wait\":8}".formatted(worker, handler)));
            Eventually.until(Duration.ofSeconds(60), () -> second.isWaitedFor(handler));
            long left = System.nanoTime();

            first.post("/baichuan/worker_leave", "{\"worker\":\"%s\",\"draining\":true}".formatted(worker));

            assertThat(waiting.get(30, TimeUnit.SECONDS).path("stat").asText()).isEqualTo("OK");
            assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofSeconds(4));
        });
    }

    @Test
    void what_is_published_on_one_wakes_who_waits_on_the_other() {
        first.bean(QueueWatch.class).stop(); // so that only the word between the replicas can wake
        second.bean(QueueWatch.class).stop();
        Eventually.within(Duration.ofSeconds(60), () -> {
            CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> second.claim(handler, 5));
            Eventually.until(Duration.ofSeconds(60), () -> second.isWaitedFor(handler));
            long published = System.nanoTime();

            first.publish(handler, "{}");

            assertThat(waiting.get(30, TimeUnit.SECONDS)).hasSize(1);
            // a claim looks around once a second by itself; being woken must not take that long
            assertThat(Duration.ofNanos(System.nanoTime() - published)).isLessThan(Duration.ofMillis(500));
        });
    }

    @Test
    void each_message_is_handed_out_once() {
        String tasks = IntStream.range(0, 500)
                .mapToObj(i -> "{\"handler\":\"%s\",\"params\":{}}".formatted(handler))
                .collect(Collectors.joining(","));
        CompletableFuture<Set<String>> there = CompletableFuture.supplyAsync(() -> drain(second));
        first.post("/baichuan/task_create_batch", "{\"tasks\":[" + tasks + "]}");

        Set<String> here = drain(first);

        Set<String> all = new HashSet<>(here);
        all.addAll(there.join());
        assertThat(all).hasSize(500);
        assertThat(here.size() + there.join().size()).isEqualTo(500);
    }

    private Set<String> drain(RunningBaiChuan replica) {
        Set<String> ids = new HashSet<>();
        for (JsonNode messages = replica.claim(handler, 2, 7);
                !messages.isEmpty();
                messages = replica.claim(handler, 1, 7)) {
            messages.forEach(message -> {
                ids.add(message.path("task_id").asText());
                replica.finish(message, "{\"stat\":\"OK\"}");
            });
        }
        return ids;
    }

    @Test
    void what_a_vanished_caller_might_have_got_is_there_for_the_next() throws Exception {
        HttpClient vanishing = HttpClient.newHttpClient();
        HttpRequest claim = HttpRequest.newBuilder(URI.create(first.url() + "/baichuan/worker_claim"))
                .POST(BodyPublishers.ofString(
                        "{\"worker\":\"gone:0:1\",\"handlers\":[\"%s\"],\"wait\":30}".formatted(handler)))
                .build();
        CompletableFuture<HttpResponse<String>> waiting = vanishing.sendAsync(claim, BodyHandlers.ofString());
        Eventually.until(Duration.ofSeconds(60), () -> first.isWaitedFor(handler));

        waiting.cancel(true);
        vanishing.shutdownNow();
        first.publish(handler, "{}");

        JsonNode message = first.claim(handler, 10).get(0);
        assertThat(message.path("attempt").asInt()).isEqualTo(1);
    }
}
