package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Routes that are set while everything runs, on two replicas. */
class RoutesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static HttpServer service;
    private static RunningBaiChuan one;
    private static RunningBaiChuan other;

    private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            byte[] body = "{\"stat\":\"OK\",\"data\":\"%s\"}"
                    .formatted(exchange.getRequestURI().getPath())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        one = RunningBaiChuan.start();
        other = RunningBaiChuan.start(
                Map.of("baichuan.routes.fixed.prefix", "/fixed", "baichuan.routes.fixed.url", "http://127.0.0.1:1"));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        service.stop(0);
    }

    private JsonNode set(String more) {
        return one.post(
                "/baichuan/route_set",
                "{\"name\":\"%s\",\"prefix\":\"/%s\",\"url\":\"http://127.0.0.1:%d\"%s}"
                        .formatted(name, name, service.getAddress().getPort(), more));
    }

    private JsonNode listed(RunningBaiChuan replica) {
        for (JsonNode route : replica.get("/baichuan/route_list").at("/data/routes")) {
            if (route.path("name").asText().equals(name)) {
                return route;
            }
        }
        return null;
    }

    @Test
    void a_route_that_is_set_on_one_replica_is_used_by_all_and_gone_when_removed() {
        String waiting = one.publish("/" + name + "/a", "{}");

        assertThat(set(",\"concurrency\":3,\"deadline\":7").path("stat").asText())
                .isEqualTo("OK");

        Eventually.within(SOON, () -> assertThat(listed(other)).isNotNull());
        assertThat(listed(other).toString()).contains("\"concurrency\":3", "\"deadline\":7", "\"kept\":true");
        Eventually.within(
                SOON, () -> assertThat(one.task(waiting).path("data").asText()).isEqualTo("/" + name + "/a"));

        assertThat(other.post("/baichuan/route_remove", "{\"name\":\"%s\"}".formatted(name))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        Eventually.within(SOON, () -> assertThat(listed(one)).isNull());
    }

    @Test
    void only_the_handlers_of_its_list_are_pushed() {
        set(",\"paths\":[\"/%s/yes\"]".formatted(name));
        String no = one.publish("/" + name + "/no", "{}");
        String yes = one.publish("/" + name + "/yes", "{}");

        Eventually.within(
                SOON, () -> assertThat(one.task(yes).path("stat").asText()).isEqualTo("OK"));
        assertThat(one.task(no).path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");

        set("");
        Eventually.within(
                SOON, () -> assertThat(one.task(no).path("stat").asText()).isEqualTo("OK"));
        one.post("/baichuan/route_remove", "{\"name\":\"%s\"}".formatted(name));
    }

    @Test
    void two_routes_for_the_same_handlers_are_refused() {
        set("");
        JsonNode reply = one.post(
                "/baichuan/route_set",
                "{\"name\":\"%sb\",\"prefix\":\"/%s/below\",\"url\":\"http://127.0.0.1:1\"}".formatted(name, name));

        assertThat(reply.path("stat").asText()).isEqualTo("ERR");
        assertThat(reply.path("message").asText())
                .contains("route " + name + " (/" + name + ") takes handlers of this one");
        one.post("/baichuan/route_remove", "{\"name\":\"%s\"}".formatted(name));
    }

    @Test
    void a_route_of_the_settings_is_not_removed_by_a_call() {
        assertThat(other.post("/baichuan/route_remove", "{\"name\":\"fixed\"}")
                        .path("message")
                        .asText())
                .contains("baichuan.routes.fixed");
        assertThat(other.post("/baichuan/route_remove", "{\"name\":\"nobody\"}")
                        .path("message")
                        .asText())
                .contains("there is no route nobody");
        assertThat(other.get("/baichuan/route_list").at("/data/routes").toString())
                .contains("\"name\":\"fixed\"", "\"kept\":false");
    }
}
