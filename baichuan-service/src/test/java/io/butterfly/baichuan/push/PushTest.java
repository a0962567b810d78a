package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Messages for handlers that live in an HTTP service. */
@Execution(ExecutionMode.CONCURRENT)
class PushTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private record Posted(String path, Headers headers, String body) {}

    private record Answer(int status, String body) {}

    private final String prefix = "/push" + UUID.randomUUID().toString().substring(0, 8);
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private final AtomicReference<Answer> answer =
            new AtomicReference<>(new Answer(200, "{\"stat\":\"OK\",\"data\":{\"job_id\":7}}"));
    private HttpServer service;
    private RunningBaiChuan baiChuan;

    @BeforeEach
    void start() throws IOException {
        serve(0);
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        baiChuan = RunningBaiChuan.start(Map.of(
                "baichuan.push.backoff",
                "300ms",
                "baichuan.routes.all.prefix",
                prefix,
                "baichuan.routes.all.url",
                url,
                "baichuan.routes.some.prefix",
                prefix + "some",
                "baichuan.routes.some.url",
                url,
                "baichuan.routes.some.paths",
                List.of("create")));
    }

    private void serve(int port) throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        service.createContext("/", exchange -> {
            posted.add(new Posted(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().add("x-reason", "u'No job by the id of zzz was found'");
            byte[] body = answer.get().body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.get().status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        baiChuan.close();
        service.stop(0);
    }

    @Test
    void the_reason_beside_a_failure_that_gives_only_a_code_is_kept_with_it() {
        answer.set(new Answer(200, "{\"stat\": \"ERR_SERVER_EXCEPTION\"}"));
        JsonNode bare = ended(baiChuan.publish(prefix + "/create", "{}")).path("task_info");
        answer.set(new Answer(200, "{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}"));
        JsonNode own = ended(baiChuan.publish(prefix + "/create", "{}")).path("task_info");
        answer.set(new Answer(200, "{\"stat\":\"ERR\"}"));
        JsonNode finished = ended(baiChuan.publish(prefix + "/create", "{}")).path("task_info");

        assertThat(bare.path("exc_info").asText())
                .isEqualTo("ERR_SERVER_EXCEPTION: u'No job by the id of zzz was found'");
        assertThat(bare.path("result").toString()).isEqualTo("{\"stat\":\"ERR_SERVER_EXCEPTION\"}");
        assertThat(own.path("exc_info").asText()).isEqualTo("ERR_SERVER_EXCEPTION: boom");
        assertThat(finished.has("exc_info")).isFalse();
    }

    private JsonNode ended(String id) {
        Eventually.within(
                SOON, () -> assertThat(baiChuan.task(id).at("/task_info/status").asText())
                        .isIn("finished", "failed"));
        return baiChuan.task(id);
    }

    @Test
    void the_parameters_are_posted_under_the_messages_id_and_the_reply_is_the_result() throws InterruptedException {
        String id = baiChuan.publish(prefix + "/create_job", "{\"n\":[1, 2]}", ",\"trace_id\":\"t-1\"");

        Posted post = posted.poll(30, TimeUnit.SECONDS);

        assertThat(post.path()).isEqualTo(prefix + "/create_job");
        assertThat(post.body()).isEqualTo("{\"n\":[1, 2]}");
        assertThat(post.headers().getFirst("x-reqid")).isEqualTo(id);
        assertThat(post.headers().getFirst("x-message-id")).isEqualTo(id);
        assertThat(post.headers().getFirst("x-trace-id")).isEqualTo("t-1");
        assertThat(post.headers().getFirst("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(ended(id).at("/data/job_id").asInt()).isEqualTo(7);
    }

    @Test
    void an_error_of_the_server_is_a_lost_attempt_and_followed_by_another() {
        answer.set(new Answer(503, "busy"));
        String id = baiChuan.publish(prefix + "/x", "{}");
        Eventually.until(SOON, () -> !posted.isEmpty());

        answer.set(new Answer(200, "{\"stat\":\"OK\"}"));

        assertThat(ended(id).path("stat").asText()).isEqualTo("OK");
        assertThat(baiChuan.task(id).at("/task_info/attempt").asInt()).isGreaterThan(1);
    }

    @Test
    void a_service_that_is_down_gets_its_messages_when_it_is_back() throws IOException {
        int port = service.getAddress().getPort();
        service.stop(0);
        String id = baiChuan.publish(prefix + "/x", "{}", ",\"max_attempts\":2");
        Eventually.within(
                SOON, () -> assertThat(starts(id)).as("starts and requeues").isGreaterThan(4));

        serve(port);

        assertThat(ended(id).path("stat").asText()).isEqualTo("OK");
        assertThat(baiChuan.task(id).at("/task_info/attempt").asInt()).isEqualTo(1);
    }

    @Test
    void while_a_service_is_down_one_message_tries_it_and_the_others_wait_in_their_queue() throws IOException {
        int port = service.getAddress().getPort();
        service.stop(0);
        String first = baiChuan.publish(prefix + "/x", "{}");
        Eventually.until(SOON, () -> starts(first) > 2);
        String since = field(first, "enqueued_at");
        List<String> others = IntStream.range(0, 100)
                .mapToObj(i -> baiChuan.publish(prefix + "/x", "{}"))
                .toList();
        int before = starts(first);

        Eventually.until(SOON, () -> starts(first) > before + 2);

        assertThat(others).allSatisfy(id -> assertThat(starts(id)).isZero());
        assertThat(field(first, "enqueued_at")).isEqualTo(since);
        serve(port);
        others.forEach(id -> assertThat(ended(id).path("stat").asText()).isEqualTo("OK"));
        assertThat(baiChuan.task(first).path("stat").asText()).isEqualTo("OK");
    }

    /** How often it was started or queued again. */
    private static int starts(String id) {
        return Optional.ofNullable(field(id, "run")).map(Integer::parseInt).orElse(0);
    }

    private static String field(String id, String name) {
        byte[] value = Life.redis.hget("mq:msg:" + id, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    @Test
    void after_the_last_attempt_it_is_lost_and_says_why() {
        answer.set(new Answer(500, ""));
        String id = baiChuan.publish(prefix + "/x", "{}", ",\"max_attempts\":2");

        assertThat(ended(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
        assertThat(baiChuan.task(id).at("/task_info/result/stat").asText()).isEqualTo("ERR_MSG_LOST");
        assertThat(baiChuan.task(id).path("message").asText()).contains("HTTP 500");
        assertThat(posted).hasSize(2);
    }

    @Test
    void a_reply_that_is_no_json_is_no_result() {
        answer.set(new Answer(200, "<html>"));
        String id = baiChuan.publish(prefix + "/x", "{}");

        assertThat(ended(id).path("stat").asText()).isEqualTo("ERR_MSG_RESULT_FAILED");
    }

    @Test
    void a_path_that_the_service_does_not_know_makes_it_fail() {
        answer.set(new Answer(400, ""));
        String id = baiChuan.publish(prefix + "/x", "{}");

        assertThat(ended(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
        assertThat(baiChuan.task(id).path("message").asText()).contains("HTTP 400");
        assertThat(posted).hasSize(1);
    }

    @Test
    void a_path_outside_the_list_waits_for_a_worker() {
        String inside = baiChuan.publish(prefix + "some/create", "{}");
        String outside = baiChuan.publish(prefix + "some/task_done", "{}");

        assertThat(ended(inside).path("stat").asText()).isEqualTo("OK");
        assertThat(baiChuan.claim(prefix + "some/task_done", 0).at("/0/task_id").asText())
                .isEqualTo(outside);
    }
}
