package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.access.Role;
import io.butterfly.api.Json;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import io.butterfly.house.WalkRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What BaiChuan shows where it pushes a message, and to whom. */
class OwnCallsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final BlockingQueue<Headers> pushed = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer service;
    private RunningBaiChuan baiChuan;

    @BeforeEach
    void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            pushed.add(exchange.getRequestHeaders());
            int answer = status.getAndSet(200);
            exchange.getResponseHeaders().add("x-reason", "it needs the role admin");
            byte[] body = (answer == 200 ? "{\"stat\":\"OK\"}" : "{\"stat\":" + answer + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        baiChuan = RunningBaiChuan.start(Map.of(
                "baichuan.push.backoff",
                "300ms",
                "butterfly.tokens-file",
                WalkRules.tokens(folder).toString(),
                "butterfly.service-token",
                WalkRules.token(Role.SERVICE) + "-own",
                "butterfly.ruqi.url",
                url()));
    }

    private String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        baiChuan.close();
        service.stop(0);
    }

    @Test
    void a_call_of_ours_gets_our_credential_and_learns_who_published_it() throws Exception {
        publish(Role.OPERATOR, "/ruqi/job_run");
        Headers ofOperator = pushed.poll(30, TimeUnit.SECONDS);
        publish(Role.SERVICE, "/ruqi/job_run");
        Headers ofService = pushed.poll(30, TimeUnit.SECONDS);

        assertThat(ofOperator.getFirst("Authorization")).isEqualTo("Bearer token-of-service-own");
        assertThat(ofOperator.getFirst("x-publisher")).isEqualTo("operator operator");
        assertThat(ofService.getFirst("x-publisher")).isEqualTo("service service");
    }

    @Test
    void a_route_that_was_set_by_a_call_gets_neither_even_under_our_name() throws Exception {
        String prefix = "/own" + UUID.randomUUID().toString().substring(0, 8);
        post(Role.ADMIN, "/baichuan/route_set", Map.of("name", "xingqiao", "prefix", prefix, "url", url()));
        try {
            publish(Role.ADMIN, prefix + "/create_job");
            Headers headers = pushed.poll(30, TimeUnit.SECONDS);

            assertThat(headers).isNotNull();
            assertThat(headers.containsKey("Authorization")).isFalse();
            assertThat(headers.containsKey("x-publisher")).isFalse();
        } finally {
            post(Role.ADMIN, "/baichuan/route_remove", Map.of("name", "xingqiao"));
        }
    }

    @Test
    void a_refusal_of_the_role_is_the_messages_end() throws Exception {
        status.set(403);
        String id = publish(Role.OPERATOR, "/ruqi/job_add");

        Eventually.within(SOON, () -> assertThat(task(id).path("stat").asText()).isEqualTo("ERR_NOT_ALLOWED"));
        assertThat(task(id).at("/task_info/result/message").asText()).contains("it needs the role admin");
    }

    @Test
    void a_credential_that_is_not_accepted_costs_an_attempt_only() throws Exception {
        status.set(401);
        String id = publish(Role.OPERATOR, "/ruqi/job_run");

        Eventually.within(SOON, () -> assertThat(task(id).path("stat").asText()).isEqualTo("OK"));
        assertThat(pushed).hasSize(2);
    }

    @Test
    void equal_messages_of_two_publishers_do_not_meet_because_one_would_get_the_others_rights() throws Exception {
        post(Role.ADMIN, "/baichuan/queue_pause", Map.of("handler", "/ruqi/job_pause"));
        try {
            String first = unique(Role.OPERATOR);
            String second = unique(Role.PUBLISHER);

            assertThat(second).isNotEqualTo(first);
            assertThat(unique(Role.PUBLISHER)).isEqualTo(second);
        } finally {
            post(Role.ADMIN, "/baichuan/queue_empty", Map.of("handler", "/ruqi/job_pause", "state", "queued"));
            post(Role.ADMIN, "/baichuan/queue_resume", Map.of("handler", "/ruqi/job_pause"));
        }
    }

    private String unique(Role role) throws Exception {
        return post(
                        role,
                        "/baichuan/task_create",
                        Map.of(
                                "handler", "/ruqi/job_pause",
                                "params", Map.of("by", role.text()),
                                "msg_create_unique", "replace",
                                "unique_key", "k"))
                .at("/data/task_id")
                .asText();
    }

    private String publish(Role role, String handler) throws Exception {
        return post(role, "/baichuan/task_create", Map.of("handler", handler, "params", Map.of()))
                .at("/data/task_id")
                .asText();
    }

    private JsonNode task(String id) {
        try {
            return post(Role.VIEWER, "/baichuan/task_get", Map.of("task_id", id));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode post(Role role, String path, Map<String, ?> body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baiChuan.url() + path))
                .header("Authorization", "Bearer " + WalkRules.token(role))
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build();
        return Json.tree(HTTP.send(request, BodyHandlers.ofString()).body());
    }
}
