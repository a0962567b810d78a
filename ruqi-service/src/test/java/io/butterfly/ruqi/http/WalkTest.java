package io.butterfly.ruqi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.access.Role;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.process.Ports;
import io.butterfly.embedded.service.ServiceModule;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.house.WalkRules;
import io.butterfly.http.Api;
import io.butterfly.ruqi.TestService;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what, directly and through the queue of a real BaiChuan. */
class WalkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** They are no handlers. */
    private static final Set<String> OF_EVERY_SERVICE = Set.of(
            "/ruqi/handlers", "/ruqi/audit_list", "/ruqi/notice_list", "/ruqi/notice_test", "/ruqi/openapi.json");

    private static final String DENIED = "ERR_NOT_ALLOWED";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    static ServiceProcess baiChuan;
    static TestService ruqi;

    @BeforeAll
    static void start() throws Exception {
        String tokens = WalkRules.tokens(folder).toString();
        String credential = "between-our-services";
        int port = Ports.free();
        baiChuan = ServiceProcess.start(
                ServiceModule.BAICHUAN,
                Map.of(
                        "BUTTERFLY_REDIS_URL",
                        Servers.redis().url() + "?socket_timeout=20",
                        "BUTTERFLY_TOKENS_FILE",
                        tokens,
                        "BUTTERFLY_SERVICE_TOKEN",
                        credential,
                        "BUTTERFLY_RUQI_URL",
                        "http://127.0.0.1:" + port));
        Map<String, Object> properties =
                TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
        properties.put("micronaut.server.port", port);
        properties.put("butterfly.tokens-file", tokens);
        properties.put("butterfly.service-token", credential);
        properties.put("butterfly.baichuan.url", baiChuan.url());
        ruqi = TestService.start(properties).awaitReady();
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        baiChuan.close();
    }

    @Test
    void every_path_answers_by_its_role() {
        WalkRules.check(ruqi.bean(EmbeddedServer.class));
    }

    @Test
    void a_call_that_is_refused_has_changed_nothing() throws Exception {
        add("stays");

        for (Role role : List.of(Role.VIEWER, Role.PUBLISHER, Role.WORKER, Role.OPERATOR, Role.SERVICE)) {
            assertThat(ruqi(role, "/ruqi/job_remove", Map.of("job_id", "stays"))
                            .path("stat")
                            .asInt())
                    .as(role.text())
                    .isEqualTo(403);
        }

        assertThat(show("stays").path("stat").asText()).isEqualTo("OK");
    }

    /** A service publishes what an admin has defined. */
    @Test
    void through_the_queue_a_call_has_the_rights_of_whoever_published_it() throws Exception {
        Map<String, Boolean> expected = new TreeMap<>();
        Map<String, String> messages = new TreeMap<>();
        for (UriRouteInfo<?, ?> route : (List<? extends UriRouteInfo<?, ?>>)
                ruqi.bean(Router.class).uriRoutes().toList()) {
            String path = route.getUriMatchTemplate().toString();
            if (!route.getTargetMethod().hasAnnotation(Api.class)
                    || !path.startsWith("/ruqi/")
                    || OF_EVERY_SERVICE.contains(path)) {
                continue;
            }
            List<Role> asked = List.of(route.getTargetMethod().enumValues(Api.class, "role", Role.class));
            for (Role publisher : List.of(Role.PUBLISHER, Role.WORKER, Role.OPERATOR, Role.ADMIN, Role.SERVICE)) {
                String key = publisher.text() + " " + path;
                Role rights = publisher == Role.SERVICE ? Role.ADMIN : publisher;
                if (expected.put(key, asked.stream().anyMatch(rights::covers)) == null) {
                    messages.put(key, publish(publisher, path, Map.of()));
                }
            }
        }

        List<String> wrong = new ArrayList<>();
        messages.forEach((key, id) -> {
            boolean wasAllowed = !ended(id).path("stat").asText().equals(DENIED);
            if (wasAllowed != expected.get(key)) {
                wrong.add(key + (wasAllowed ? " was executed" : " was refused"));
            }
        });
        assertThat(messages).hasSizeGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_publisher_cannot_define_a_job_by_publishing_to_the_call_and_an_admin_can() throws Exception {
        assertThat(ended(publish(Role.PUBLISHER, "/ruqi/job_add", job("by-publisher")))
                        .at("/task_info/result/message")
                        .asText())
                .contains("publisher (publisher) may not call /ruqi/job_add: it needs the role admin");
        assertThat(show("by-publisher").path("stat").asText()).isNotEqualTo("OK");

        assertThat(ended(publish(Role.ADMIN, "/ruqi/job_add", job("by-admin")))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(show("by-admin").path("stat").asText()).isEqualTo("OK");
    }

    /** RuQi shows its credential when it publishes, or it could reach no queue. */
    @Test
    void a_firing_reaches_its_handler_and_its_end_comes_back() throws Exception {
        JsonNode added = ruqi(
                Role.ADMIN,
                "/ruqi/job_add",
                Map.of(
                        "job_id", "fires",
                        "job_name", "test",
                        "job_trigger", "date",
                        "cmd", "/demo_api/ping",
                        "rule", "now",
                        "expect_stat", "OK"));
        assertThat(added.path("stat").asText()).as(added.toString()).isEqualTo("OK");

        Eventually.within(PATIENCE, () -> assertThat(history("fires")).hasSize(1));
    }

    private static JsonNode history(String id) {
        return ruqi(Role.VIEWER, "/ruqi/get_history", Map.of("job_id", id, "status", "succeeded"))
                .at("/data/list");
    }

    private static void add(String id) {
        assertThat(ruqi(Role.ADMIN, "/ruqi/job_add", job(id)).path("stat").asText())
                .isEqualTo("OK");
    }

    private static Map<String, String> job(String id) {
        return Map.of("job_id", id, "job_name", "test", "job_trigger", "interval", "cmd", "/walk/any", "rule", "1d");
    }

    private static JsonNode show(String id) {
        return ruqi(Role.VIEWER, "/ruqi/job_show", Map.of("job_id", id));
    }

    private static String publish(Role role, String handler, Map<String, ?> params) {
        JsonNode reply =
                post(role, baiChuan.url() + "/baichuan/task_create", Map.of("handler", handler, "params", params));
        assertThat(reply.path("stat").asText()).as(reply.toString()).isEqualTo("OK");
        return reply.at("/data/task_id").asText();
    }

    private static JsonNode ended(String id) {
        Eventually.until(
                PATIENCE, () -> task(id).at("/task_info/status").asText().matches("finished|failed"));
        return task(id);
    }

    private static JsonNode task(String id) {
        return post(Role.VIEWER, baiChuan.url() + "/baichuan/task_get", Map.of("task_id", id, "wait", 10));
    }

    private static JsonNode ruqi(Role role, String path, Map<String, ?> body) {
        return post(role, ruqi.uri(path).toString(), body);
    }

    private static JsonNode post(Role role, String url, Map<String, ?> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + WalkRules.token(role))
                    .POST(BodyPublishers.ofString(Json.write(body)))
                    .build();
            return Json.tree(HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
