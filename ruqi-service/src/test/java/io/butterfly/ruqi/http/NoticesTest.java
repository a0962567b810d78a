package io.butterfly.ruqi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs that fail, two replicas on one database, and the receivers of their notices. */
@Execution(ExecutionMode.CONCURRENT)
class NoticesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<JsonNode> RECEIVED = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static HttpServer server;
    private static TestService ruqi;
    private static TestService other;
    private static Ledger ledger;
    private static volatile int jobStatus;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.createContext("/job", exchange -> answer(exchange, jobStatus));
        server.createContext("/well", exchange -> answer(exchange, 200));
        server.createContext("/broken", exchange -> answer(exchange, 500));
        server.createContext("/hook", exchange -> {
            RECEIVED.add(Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            answer(exchange, 200);
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        Path file = Files.writeString(folder.resolve("notices.yml"), """
          sinks:
            hook: {type: webhook, url: "%1$s/hook?key=s3cret"}
            down: {type: webhook, url: "%1$s/broken?key=s3cret"}
          rules:
            - {name: failures, object: notified-*, sinks: [hook], window: 20s}
            - {name: down, object: stuck, sinks: [down]}
          limits: {late: 5s}
          """.formatted(url("")));
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.notices-file", file.toString());
        ruqi = TestService.start(properties).awaitReady();
        other = TestService.start(properties).awaitReady();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = "{\"stat\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        other.close();
        server.stop(0);
    }

    private static void defineForLater(String id, String path, String... policies) {
        define(id, path, "date", "2100-01-01", policies);
    }

    private static void define(String id, String path, String trigger, String rule, String... policies) {
        List<String> parameters = new ArrayList<>(List.of(policies));
        parameters.addAll(List.of("job_trigger", trigger, "job_id", id, "job_name", "test"));
        parameters.addAll(List.of("cmd", url(path), "rule", rule));
        assertThat(ruqi.call("/ruqi/job_add", parameters.toArray(String[]::new))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
    }

    private static void run(String id, int times) {
        for (int i = 0; i < times; i++) {
            (i % 2 == 0 ? ruqi : other).call("/ruqi/job_run", "job_id", id);
        }
    }

    private static List<JsonNode> received(String object) {
        return RECEIVED.stream()
                .filter(notice -> notice.path("object").asText().equals(object))
                .toList();
    }

    private static JsonNode listed(String object) {
        return ruqi.call("/ruqi/notice_list", "object", object).at("/data/list");
    }

    @Test
    void a_job_that_fails_a_hundred_times_is_one_notice_and_a_count_and_a_recovery() {
        jobStatus = 500;
        defineForLater("notified-1", "/job");
        run("notified-1", 1);
        Eventually.within(SOON, () -> assertThat(received("notified-1")).hasSize(1));
        run("notified-1", 99);
        Eventually.within(
                SOON,
                () -> assertThat(listed("notified-1").at("/0/count").asInt()).isEqualTo(100));
        jobStatus = 200;
        Eventually.until(SOON, () -> {
            run("notified-1", 1);
            return received("notified-1").stream()
                    .anyMatch(notice -> notice.path("is_recovery").asBoolean());
        });

        List<JsonNode> notices = received("notified-1");
        assertThat(notices.getFirst().path("kind").asText()).isEqualTo("firing_failed");
        assertThat(notices.getFirst().path("text").asText()).startsWith("job 'test' has failed");
        assertThat(notices.getLast().path("is_recovery").asBoolean()).isTrue();
        assertThat(notices.getLast().path("count").asInt()).isEqualTo(100);
        assertThat(notices.stream().map(notice -> notice.path("title").asText()))
                .hasSizeLessThanOrEqualTo(3) // with "more like this", where the window has ended meanwhile
                .doesNotHaveDuplicates();
    }

    @Test
    void a_job_that_is_paused_after_failures_is_a_notice_that_says_how_it_goes_on() {
        define("notified-paused", "/broken", "interval", "1s", "pause_after_failures", "2");

        Eventually.within(SOON, () -> assertThat(received("notified-paused"))
                .filteredOn(notice -> notice.path("kind").asText().equals("job_paused"))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.path("severity").asText()).isEqualTo("critical");
                    assertThat(notice.path("text").asText())
                            .isEqualTo("job 'test' is paused: it has failed too often in a row");
                    assertThat(notice.path("detail").asText()).contains("job_resume");
                }));
    }

    @Test
    void a_firing_that_begins_later_than_the_limit_is_a_notice() throws Exception {
        defineForLater("notified-late", "/well", "misfire_grace", "600");
        ledger.update("UPDATE ruqi_jobs SET next_run_time = UNIX_TIMESTAMP() - 100 WHERE id = 'notified-late'");
        ruqi.call("/ruqi/scheduler_wakeup");

        Eventually.within(
                SOON,
                () -> assertThat(received("notified-late")).singleElement().satisfies(notice -> {
                    assertThat(notice.path("kind").asText()).isEqualTo("firing_late");
                    assertThat(notice.path("text").asText())
                            .matches("job 'test' begins late: 1\\d\\d s after it was due");
                }));
    }

    @Test
    void a_sink_that_fails_is_tried_again_and_shown_without_its_secret() {
        defineForLater("stuck", "/broken");
        run("stuck", 1);

        Eventually.within(SOON, () -> {
            assertThat(listed("stuck").at("/0/state").asText()).isEqualTo("waiting");
            assertThat(listed("stuck").at("/0/tries").asInt()).isPositive();
            assertThat(listed("stuck").at("/0/error").asText()).isEqualTo("127.0.0.1: it answered HTTP 500");
        });
        assertThat(ruqi.call("/ruqi/notice_list").toString()).doesNotContain("s3cret");
    }

    @Test
    void a_sample_says_whether_it_was_taken() {
        assertThat(ruqi.call("/ruqi/notice_test", "sink", "hook").path("stat").asText())
                .isEqualTo("OK");
        assertThat(RECEIVED).anyMatch(notice -> notice.path("kind").asText().equals("test"));

        assertThat(ruqi.call("/ruqi/notice_test", "sink", "down")
                        .path("message")
                        .asText())
                .isEqualTo("the sink down has not taken it: 127.0.0.1: it answered HTTP 500");
        assertThat(ruqi.call("/ruqi/notice_test", "sink", "none")
                        .path("message")
                        .asText())
                .isEqualTo("sink must be one of hook, down");
    }
}
