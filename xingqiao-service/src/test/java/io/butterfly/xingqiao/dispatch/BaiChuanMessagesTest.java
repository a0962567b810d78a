package io.butterfly.xingqiao.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.access.Credential;
import io.butterfly.api.Json;
import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.embedded.process.Ports;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Messages.Published;
import io.butterfly.xingqiao.progress.Messages.State;
import io.butterfly.xingqiao.progress.MessagesUnreachable;
import io.butterfly.xingqiao.progress.TaskMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers here answers what BaiChuan never would, or only to a broken message. */
class BaiChuanMessagesTest {
    HttpServer server;
    BaiChuanMessages messages;
    Function<JsonNode, String> answer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] reply = answer(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        messages = new BaiChuanMessages(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Credential.NONE, () -> "store");
    }

    /** As BaiChuan, which refuses a body that is not JSON. */
    private String answer(String body) {
        return JsonMembers.isJson(body)
                ? answer.apply(Json.tree(body))
                : "{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"it is not JSON\"}";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_message_that_cannot_be_written_is_refused_and_the_others_are_published() {
        answer = request -> taken(request, "OK");

        List<Published> published =
                messages.publish(List.of(message(1, "{\"a\":1}"), message(2, "{\"a\":"), message(3, "{\"a\":3}")));

        assertThat(published)
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly("Acknowledged", "Refused", "Acknowledged");
    }

    @Test
    void half_a_character_in_one_message_keeps_no_other_one_from_being_published() {
        answer = request -> taken(request, "OK");

        List<Published> published = messages.publish(
                List.of(message(1, "{\"a\":1}"), message(2, "{\"a\":\"cut \ud83d\"}"), message(3, "{\"a\":3}")));

        assertThat(List.of(published.get(0), published.get(2))).containsOnly(new Published.Acknowledged());
    }

    @Test
    void an_id_that_another_message_has_is_refused_for_good() {
        answer = request -> taken(request, "ERR_MSG_EXIST");

        assertThat(messages.publish(List.of(message(1, "{}"))))
                .containsExactly(new Published.Refused("BaiChuan refuses the message: /other has it"));
    }

    @Test
    void an_outcome_that_is_nested_too_deep_fails_its_task_with_that_reason() {
        answer = request ->
                "{\"stat\":\"OK\",\"task_info\":{\"origin\":\"/h\",\"status\":\"finished\",\"result\":{\"stat\":\"OK\",\"x\":"
                        + "[".repeat(1_200) + "]".repeat(1_200) + "}}}";

        State state = messages.state(id(1));

        assertThat(state).isInstanceOfSatisfying(State.Ended.class, ended -> {
            assertThat(ended.outcome().stat()).isEqualTo("ERR_MSG_RESULT_FAILED");
            assertThat(ended.outcome().reply().orElseThrow().text()).contains("nested too deep");
        });
    }

    @Test
    void an_outcome_comes_as_the_text_it_was_with_the_handler_that_it_is_of() {
        answer = request ->
                "{\"stat\":\"OK\",\"task_info\":{\"origin\":\"/h\",\"status\":\"finished\",\"cost\":1.5,\"result\":{\"stat\":\"OK\",\"n\":0.10, \"s\":\"cut \\ud83d\"}}}";

        assertThat(messages.state(id(1))).isInstanceOfSatisfying(State.Ended.class, ended -> {
            assertThat(ended.handler()).isEqualTo("/h");
            assertThat(ended.outcome().stat()).isEqualTo("OK");
            assertThat(ended.outcome().cost()).isEqualTo(1.5);
            assertThat(ended.outcome().reply().orElseThrow().text())
                    .isEqualTo("{\"stat\":\"OK\",\"n\":0.10, \"s\":\"cut \\ud83d\"}");
        });
    }

    @Test
    void only_who_does_not_answer_or_not_as_baichuan_would_is_unreachable() throws IOException {
        BaiChuanMessages nobody =
                new BaiChuanMessages(URI.create("http://127.0.0.1:" + Ports.free()), Credential.NONE, () -> "store");
        assertThatThrownBy(() -> nobody.state(id(1)))
                .isInstanceOf(MessagesUnreachable.class)
                .hasMessageStartingWith("BaiChuan cannot be reached");

        answer = request -> "<html>";
        assertThatThrownBy(() -> messages.state(id(1)))
                .isInstanceOf(MessagesUnreachable.class)
                .hasMessageContaining("is not BaiChuan");
        assertThatThrownBy(() -> messages.publish(List.of(message(1, "{}"))))
                .isInstanceOf(MessagesUnreachable.class)
                .hasMessageContaining("is not BaiChuan");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"stat\":\"OK\"}", "{\"stat\":\"OK\",\"data\":{}}", "{\"stat\":\"OK\",\"data\":{\"tasks\":[]}}"
            })
    void an_answer_that_lacks_its_list_says_nothing_of_any_message(String lacking) {
        answer = request -> lacking;

        assertThatThrownBy(() -> messages.publish(List.of(message(1, "{}")))).isInstanceOf(MessagesUnreachable.class);
        assertThatThrownBy(() -> messages.states(List.of(id(1), id(2)))).isInstanceOf(MessagesUnreachable.class);
    }

    static String taken(JsonNode request, String stat) {
        ArrayNode tasks = Json.mapper().createArrayNode();
        for (JsonNode task : request.get("tasks")) {
            ObjectNode one = tasks.addObject()
                    .put("stat", stat)
                    .put("task_id", task.get("task_id").asText());
            if (stat.equals("OK")) {
                one.put("created", true).put("status", "queued");
            } else {
                one.put("message", "/other has it");
            }
        }
        return "{\"stat\":\"OK\",\"data\":{\"tasks\":" + tasks + "}}";
    }

    static TaskMessage message(long task, String params) {
        return new TaskMessage(new TaskStart(id(task), false), "/h", new RawJson(params), 0, Duration.ofHours(1), "T");
    }

    static StartId id(long task) {
        return new StartId("R", new TaskId(task), 1);
    }
}
