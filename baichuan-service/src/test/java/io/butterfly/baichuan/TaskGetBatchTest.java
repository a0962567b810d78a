package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** {@code task_get_batch}. */
class TaskGetBatchTest {
    private final RunningBaiChuan baiChuan = Life.baiChuan;
    private final String handler = RunningBaiChuan.newHandler();

    private JsonNode get(String more, String... ids) {
        String body = "{\"task_ids\":[\"" + String.join("\",\"", ids) + "\"]" + more + "}";
        return baiChuan.post("/baichuan/task_get_batch", body).at("/data/tasks");
    }

    private String finished(String result) {
        String id = baiChuan.publish(handler, "{\"large\":\"params\"}");
        baiChuan.finish(baiChuan.claim(handler, 1).get(0), result);
        return id;
    }

    @Test
    void answers_in_order_with_null_for_what_is_not_there() {
        String ended = finished("{\"stat\":\"ERR_X\",\"data\":5}");
        String queued = baiChuan.publish(handler, "{}");

        JsonNode tasks = get("", queued, "nobody", ended);

        assertThat(tasks).hasSize(3);
        assertThat(tasks.at("/0/stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
        assertThat(tasks.at("/0/task_info/task_id").asText()).isEqualTo(queued);
        assertThat(tasks.get(1).isNull()).isTrue();
        assertThat(tasks.at("/2/task_info/status").asText()).isEqualTo("finished");
        assertThat(tasks.at("/2/task_info/stat").asText()).isEqualTo("ERR_X");
    }

    @Test
    void leaves_out_parameters_and_unless_they_are_asked_for_results() {
        String id = finished("{\"stat\":\"OK\",\"data\":0.10}");

        JsonNode without = get("", id).get(0);
        JsonNode with = get(",\"results\":true", id).get(0);

        assertThat(without.path("task_info").has("data")).isFalse();
        assertThat(without.path("task_info").has("result")).isFalse();
        assertThat(without.at("/task_info/result_omitted").asBoolean()).isTrue();
        assertThat(with.at("/task_info/result").toString()).isEqualTo("{\"stat\":\"OK\",\"data\":0.10}");
        assertThat(with.path("task_info").has("result_omitted")).isFalse();
        assertThat(with.path("stat").asText()).isEqualTo("OK");
    }

    @Test
    void keeps_results_of_one_answer_below_4_mb() {
        String large = "{\"stat\":\"OK\",\"x\":\"" + "x".repeat(3_000_000) + "\"}";
        String first = finished(large);
        String second = finished(large);

        JsonNode tasks = get(",\"results\":true", first, second);

        assertThat(tasks.at("/0/task_info").has("result")).isTrue();
        assertThat(tasks.at("/1/task_info").has("result")).isFalse();
        assertThat(tasks.at("/1/task_info/result_omitted").asBoolean()).isTrue();
    }

    @Test
    void refuses_what_is_no_list_of_1_to_1000_ids() {
        for (String ids : new String[] {"[]", "[\"\"]", "[null]", "[" + "\"x\",".repeat(1_000) + "\"x\"]"}) {
            assertThat(baiChuan.post("/baichuan/task_get_batch", "{\"task_ids\":" + ids + "}")
                            .path("stat")
                            .asText())
                    .as(ids.substring(0, Math.min(20, ids.length())))
                    .isEqualTo("ERR_BAD_PARAMS");
        }
    }
}
