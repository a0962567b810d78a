package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One message, one worker, and the dashboard of the Python service. */
class ViewsTest extends Lists {
    @Test
    void a_message_is_shown_whole_but_for_its_lease() {
        String id = end("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");

        JsonNode task = baiChuan.get("/baichuan/task_show?task_id=" + id).path("data");

        assertThat(task.path("status").asText()).isEqualTo("failed");
        assertThat(task.at("/data/a").asInt()).isEqualTo(1);
        assertThat(task.at("/result/message").asText()).isEqualTo("boom");
        assertThat(task.path("exc_info").asText()).isEqualTo("ERR_SERVER_EXCEPTION: boom");
        assertThat(task.path("run").asInt()).isEqualTo(1);
        assertThat(task.path("handle_worker").asText()).isEqualTo("test:0:1");
        assertThat(task.path("cost").asDouble()).isPositive();
        assertThat(task.has("lease") || task.has("started_us")).isFalse();
        assertThat(baiChuan.get("/baichuan/task_show?task_id=nobody")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR_MSG_NOT_EXIST");
    }

    @Test
    void a_worker_shows_what_it_did() {
        String worker = "w" + handler.hashCode() + ":0:7";
        for (String result : List.of("{\"stat\":\"OK\"}", "{\"stat\":\"OK\"}", "{\"stat\":\"ERR_BAD_PARAMS\"}")) {
            baiChuan.publish(handler, "{}");
            JsonNode message = baiChuan.post(
                            "/baichuan/worker_claim",
                            "{\"worker\":\"%s\",\"handlers\":[\"%s\"],\"wait\":1}".formatted(worker, handler))
                    .at("/data/messages/0");
            baiChuan.finish(message, result);
        }

        Eventually.within(SOON, () -> {
            JsonNode shown =
                    baiChuan.get("/baichuan/worker_show?name=" + worker).path("data");
            assertThat(shown.path("successful_msg_count").asInt()).isEqualTo(2);
            assertThat(shown.path("failed_msg_count").asInt()).isEqualTo(1);
            assertThat(shown.path("total_working_time").asDouble()).isPositive();
            assertThat(shown.path("alive").asBoolean()).isTrue();
            assertThat(shown.path("queues").toString()).isEqualTo("[\"" + handler + "\"]");
        });
        assertThat(baiChuan.get("/baichuan/worker_list").toString()).contains("\"name\":\"" + worker + "\"");
        assertThat(baiChuan.get("/baichuan/worker_show?name=nobody")
                        .path("stat")
                        .asText())
                .isEqualTo("ERR");
    }

    @Test
    void the_original_dashboard_finds_its_calls() {
        String id = end("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");
        String form = "?queue_name=" + handler + "&registry_name=failed";
        String local = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

        assertThat(baiChuan.get("/canghai/queue_list").toString())
                .contains("{\"name\":\"" + handler
                        + "\",\"count\":0,\"started_msg_registry_count\":0,\"finished_msg_registry_count\":0,"
                        + "\"failed_msg_registry_count\":1}");
        JsonNode row = baiChuan.get("/canghai/msg_list" + form + "&page_index=1&page_size=10")
                .path("data");
        assertThat(row.path("total").asInt()).isEqualTo(1);
        assertThat(row.at("/list/0/id").asText()).isEqualTo(id);
        assertThat(row.at("/list/0/msg_data").asText()).isEqualTo("{\"a\":1}");
        assertThat(row.at("/list/0/created_at").asText()).matches(local);
        JsonNode shown = baiChuan.get("/canghai/msg_show?msg_id=" + id).path("data");
        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "description",
                        "msg_data",
                        "status",
                        "origin",
                        "created_at",
                        "enqueued_at",
                        "started_at",
                        "ended_at",
                        "handle_worker",
                        "result",
                        "exc_info",
                        "cost");
        assertThat(shown.path("result").asText()).isEqualTo("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");
        assertThat(shown.path("ended_at").asText()).matches(local);
        JsonNode worker = baiChuan.get("/canghai/worker_show?name=test:0:1").path("data");
        assertThat(worker.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "name",
                        "nickname",
                        "state",
                        "version",
                        "python_version",
                        "home_dir",
                        "birth_date",
                        "last_heartbeat",
                        "failed_msg_count",
                        "successful_msg_count",
                        "queues");
        assertThat(baiChuan.get("/canghai/worker_list").at("/data/workers/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("name", "nickname", "version", "queues_count", "state");
        assertThat(baiChuan.get("/canghai/queue_empty" + form).path("stat").asText())
                .isEqualTo("OK");
        assertThat(baiChuan.get("/canghai/msg_delete?msg_id=" + id).path("stat").asText())
                .isEqualTo("ERR_MSG_NOT_EXIST");
    }

    @Test
    void the_dashboard_of_2021_is_answered_by_its_names() {
        String id = baiChuan.publish(handler, "{\"a\":1}");
        String form = "?queue_name=" + handler + "&registry_name=queued";

        JsonNode page = baiChuan.get("/canghai/list_msgs" + form + "&page_index=1&page_size=15")
                .path("data");

        assertThat(page.path("name").asText()).isEqualTo(handler);
        assertThat(page.path("registry_name").asText()).isEqualTo("queued");
        assertThat(page.path("total_items").asInt()).isEqualTo(1);
        assertThat(page.at("/msgs/0/id").asText()).isEqualTo(id);
        assertThat(baiChuan.get("/canghai/list_queues").toString()).contains("\"name\":\"" + handler + "\"");
        assertThat(baiChuan.get("/canghai/list_workers").at("/data/workers").isArray())
                .isTrue();
        assertThat(baiChuan.get("/canghai/worker_info?name=nobody")
                        .path("message")
                        .asText())
                .contains("no worker nobody");
        assertThat(baiChuan.get("/canghai/msg_info?msg_id=" + id)
                        .at("/data/origin")
                        .asText())
                .isEqualTo(handler);
        assertThat(baiChuan.post("/canghai/delete_msg", "{\"msg_id\":\"" + id + "\"}")
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        baiChuan.publish(handler, "{}");
        assertThat(baiChuan.post(
                                "/canghai/empty_queue",
                                "{\"queue_name\":\"%s\",\"registry_name\":\"queued\"}".formatted(handler))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(baiChuan.get("/canghai/list_msgs" + form)
                        .at("/data/total_items")
                        .asInt())
                .isZero();
    }
}
