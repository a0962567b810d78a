package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.service.Container;
import io.butterfly.embedded.service.ServiceModule;
import io.butterfly.embedded.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A BaiChuan with the flags of its image in a container of 512 MB, and more at a time than that holds: clients with
 * batches of 4 MB, then as many that claim them. {@code -Dbutterfly.test.memory.clients=60
 * -Dbutterfly.test.memory.rounds=5} is the full form.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(5)
class SmallContainerTest {
    private static final int CONTAINER = 512;
    private static final int CLIENTS = Integer.getInteger("butterfly.test.memory.clients", 20);
    private static final int ROUNDS = Integer.getInteger("butterfly.test.memory.rounds", 1);
    private static final int PER_BATCH = 4;
    private static final byte[] FILLING = "y".repeat(1_040_000).getBytes(StandardCharsets.UTF_8);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String handler = RunningBaiChuan.newHandler();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger busy = new AtomicInteger();
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    @Test
    void answers_busy_and_lives_when_many_send_and_take_large_batches() throws Exception {
        try (Container container = Container.of(CONTAINER);
                ServiceProcess baiChuan = ServiceProcess.startIn(
                        container, ServiceModule.BAICHUAN, Map.of("BUTTERFLY_REDIS_URL", TestRedis.url()))) {
            Set<String> published = new HashSet<>();
            for (int round = 0; round < ROUNDS; round++) {
                String ofRound = "small-container-" + System.nanoTime() + "-";
                together(client -> publish(baiChuan, ofRound + client));
                int refusedBatches = busy.getAndSet(0);
                IntStream.range(0, CLIENTS * PER_BATCH)
                        .forEach(i -> published.add(ofRound + i / PER_BATCH + "-" + i % PER_BATCH));
                together(client -> claimAll(baiChuan, published.size()));

                System.out.printf(
                        "round %d: %d batches and %d claims were answered ERR_BUSY; at most %d MB resident%n",
                        round, refusedBatches, busy.getAndSet(0), peak(baiChuan));
                assertThat(claimed).as("every message, at some time").containsExactlyInAnyOrderElementsOf(published);
                assertThat(baiChuan.isAlive()).isTrue();
                assertThat(peak(baiChuan)).as("MB resident").isLessThan(CONTAINER);
            }
        }
    }

    private interface Client {
        void run(int number) throws Exception;
    }

    private static void together(Client client) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        client.run(number);
                        return null;
                    })
                    .toList())) {
                done.get();
            }
        }
    }

    /** Again and again until it is taken, as a publisher does. */
    private void publish(ServiceProcess baiChuan, String prefix) {
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < PER_BATCH; i++) {
            String task = "%s{\"task_id\":\"%s-%d\",\"handler\":\"%s\",\"result_ttl\":0,\"params\":{\"x\":\"";
            parts.add(task.formatted(i == 0 ? "{\"tasks\":[" : ",", prefix, i, handler)
                    .getBytes(StandardCharsets.UTF_8));
            parts.add(FILLING);
            parts.add((i == PER_BATCH - 1 ? "\"}}]}" : "\"}}").getBytes(StandardCharsets.UTF_8));
        }
        long length = parts.stream().mapToLong(part -> part.length).sum();
        BodyPublisher body = BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(parts), length);
        Eventually.within(LIMIT, () -> assertThat(isTaken(post(baiChuan, "/baichuan/task_create_batch", body)))
                .isTrue());
    }

    private void claimAll(ServiceProcess baiChuan, int count) {
        String claim = "{\"worker\":\"w:0:1\",\"handlers\":[\"%s\"],\"limit\":1000,\"wait\":1}".formatted(handler);
        Eventually.within(LIMIT, () -> {
            JsonNode reply = post(baiChuan, "/baichuan/worker_claim", BodyPublishers.ofString(claim));
            assertThat(isTaken(reply)).isTrue();
            reply.at("/data/messages").forEach(message -> finish(baiChuan, message));
            assertThat(claimed.size()).isGreaterThanOrEqualTo(count);
        });
    }

    private void finish(ServiceProcess baiChuan, JsonNode message) {
        String id = message.path("task_id").asText();
        String result =
                "{\"worker\":\"w:0:1\",\"results\":[{\"task_id\":\"%s\",\"lease\":\"%s\",\"result\":{\"stat\":\"OK\"}}]}";
        isTaken(post(
                baiChuan,
                "/baichuan/worker_finish",
                BodyPublishers.ofString(
                        result.formatted(id, message.path("lease").asText()))));
        claimed.add(id);
    }

    private boolean isTaken(JsonNode reply) {
        String stat = reply.path("stat").asText();
        if (stat.equals("ERR_BUSY")) {
            busy.incrementAndGet();
            assertThat(reply.path("message").asText()).startsWith("busy: ").contains("try again");
        } else if (!stat.equals("OK")) {
            throw new IllegalStateException("neither taken nor busy: " + reply);
        }
        return stat.equals("OK");
    }

    private JsonNode post(ServiceProcess baiChuan, String path, BodyPublisher body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(baiChuan.url() + path))
                    .timeout(LIMIT)
                    .POST(body)
                    .build();
            return Json.tree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The most that the process ever had in memory, in MB. */
    private static long peak(ServiceProcess process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
