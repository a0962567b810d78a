package io.butterfly.http.adaptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.butterfly.api.Page;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.StreamedReply;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatAdaptorTest {
    private static final String USUAL = "OK=true,default=false";
    private static final Reply REFUSED = Reply.refused(Stat.ERR, "there is no such job");

    @Test
    void a_reply_gains_the_mapped_value_and_its_stat_and_keeps_the_rest() {
        StatAdaptor adaptor = new StatAdaptor("success", USUAL, "code");

        assertThat(Json.write(adaptor.adapt(Reply.data(1))))
                .isEqualTo("{\"stat\":\"OK\",\"success\":true,\"code\":\"OK\",\"data\":1}");
        assertThat(Json.write(adaptor.adapt(REFUSED)))
                .isEqualTo(
                        "{\"stat\":\"ERR\",\"message\":\"there is no such job\",\"success\":false,\"code\":\"ERR\"}");
    }

    @Test
    void the_text_for_a_person_moves_to_reason_when_its_name_is_taken() {
        assertThat(Json.write(new StatAdaptor("success", USUAL, "message").adapt(REFUSED)))
                .isEqualTo("{\"stat\":\"ERR\",\"success\":false,\"message\":\"ERR\","
                        + "\"reason\":\"there is no such job\"}");
    }

    @Test
    void values_are_numbers_or_texts_as_well() {
        StatAdaptor adaptor = new StatAdaptor("code", "OK = 0, ERR=-1,ERR_BUSY=try again,default=500", "");

        assertThat(List.of(Stat.OK, Stat.ERR, Stat.ERR_BUSY, Stat.ERR_MSG_LOST))
                .extracting(stat -> Json.write(
                        adaptor.adapt(Reply.refused(stat, "")).members().get("code")))
                .containsExactly("0", "-1", "\"try again\"", "500");
    }

    @Test
    void nothing_changes_unless_a_name_is_set() {
        assertThat(new StatAdaptor("", USUAL, "").adapt(REFUSED)).isSameAs(REFUSED);
    }

    @Test
    void a_long_list_has_the_members_too() throws Exception {
        Page<Integer> page = Page.of(2, List.of(1, 2));
        Reply reply = new StatAdaptor("success", USUAL, "message").adapt(Reply.data(page));

        assertThat(new StreamedReply(reply, page).readAllBytes())
                .asString()
                .isEqualTo(
                        "{\"stat\":\"OK\",\"success\":true,\"message\":\"OK\",\"data\":{\"total\":2,\"list\":[1,2]}}");
    }

    @Test
    void calls_that_succeed_are_refused_or_fail_answer_so() throws Exception {
        try (EmbeddedServer server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port", -1,
                        "butterfly.stat-adaptor.status-name", "success",
                        "butterfly.stat-adaptor.message-name", "message"))) {
            assertThat(body(server, "/echo/greet?who=you"))
                    .isEqualTo("{\"stat\":\"OK\",\"success\":true,\"message\":\"OK\",\"data\":\"hello you\"}");
            assertThat(body(server, "/echo/greet"))
                    .isEqualTo("{\"stat\":\"ERR_BAD_PARAMS\",\"success\":false,\"message\":\"ERR_BAD_PARAMS\","
                            + "\"reason\":\"missing parameter 'who'\"}");
            assertThat(body(server, "/echo/boom"))
                    .startsWith("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"success\":false,"
                            + "\"message\":\"ERR_SERVER_EXCEPTION\",\"reason\":\"internal error;");
        }
    }

    @Test
    void a_caller_without_rights_is_answered_so() throws Exception {
        try (EmbeddedServer server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.port", -1,
                        "butterfly.admin-token", "admin-token-of-a-test",
                        "butterfly.stat-adaptor.status-name", "code",
                        "butterfly.stat-adaptor.status-map", "OK=0,401=4010,default=500",
                        "butterfly.stat-adaptor.message-name", "message"))) {
            assertThat(body(server, "/echo/greet?who=you"))
                    .isEqualTo("{\"stat\":401,\"success\":false,\"message\":\"401\","
                            + "\"reason\":\"You are not authorized: Not found token\",\"code\":4010}");
        }
    }

    private static String body(EmbeddedServer server, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> reply = http.send(
                    HttpRequest.newBuilder(server.getURI().resolve(path)).build(), BodyHandlers.ofString());
            return reply.body();
        }
    }
}
