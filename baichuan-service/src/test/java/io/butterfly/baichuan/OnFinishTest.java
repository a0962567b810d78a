package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A message whose end is reported to a handler. */
class OnFinishTest {
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void its_handler_hears_of_the_end_once() {
        String listener = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(handler, "{}", ",\"trace_id\":\"t1\",\"on_finish\":\"" + listener + "\"");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_BIZ\",\"data\":{\"x\":1}}");

        JsonNode report = baiChuan.claim(listener, 5, 10);

        assertThat(report).hasSize(1);
        assertThat(report.at("/0/task_id").asText()).startsWith("~" + id + ".").endsWith(".1");
        JsonNode params = report.at("/0/params");
        assertThat(params.path("task_id").asText()).isEqualTo(id);
        assertThat(params.path("handler").asText()).isEqualTo(handler);
        assertThat(params.path("status").asText()).isEqualTo("finished");
        assertThat(params.path("stat").asText()).isEqualTo("ERR_BIZ");
        assertThat(params.at("/result/data/x").asInt()).isEqualTo(1);
        assertThat(params.path("attempt").asInt()).isEqualTo(1);
        assertThat(params.path("trace_id").asText()).isEqualTo("t1");
        assertThat(params.path("cost").isNumber()).isTrue();
        assertThat(redis.zcard("mq:ending:{" + handler + "}")).isZero();
        assertThat(redis.ttl("mq:msg:" + id)).isPositive();
        baiChuan.finish(report.get(0), "{\"stat\":\"OK\"}"); // else it comes again when its lease has run out
        assertThat(baiChuan.claim(listener, 1)).isEmpty();
    }

    @Test
    void a_message_that_is_given_the_id_of_one_that_has_gone_is_reported_too() {
        String listener = RunningBaiChuan.newHandler();
        String task = "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\",\"on_finish\":\"%s\"}"
                .formatted(handler, UUID.randomUUID(), listener);
        Set<String> reports = new HashSet<>();

        for (int life = 0; life < 3; life++) {
            JsonNode created = baiChuan.post("/baichuan/task_create", task).path("data");
            assertThat(created.path("created").asBoolean()).isTrue();
            baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");
            JsonNode report = baiChuan.claim(listener, 5).get(0);
            assertThat(report.at("/params/task_id")).isEqualTo(created.path("task_id"));
            assertThat(baiChuan.finish(report, "{\"stat\":\"OK\"}")).isEqualTo("OK");
            reports.add(report.path("task_id").asText());
            baiChuan.post(
                    "/baichuan/task_delete",
                    "{\"task_id\":\"%s\"}".formatted(created.path("task_id").asText()));
        }

        assertThat(reports).hasSize(3);
    }

    @Test
    void a_publisher_cannot_take_the_id_of_a_report() {
        String listener = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(handler, "{}", ",\"on_finish\":\"" + listener + "\"");
        for (String taken : List.of("~" + id, "~" + id + ".1", "~")) {
            String other = "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(listener, taken);
            assertThat(baiChuan.post("/baichuan/task_create", other)
                            .path("stat")
                            .asText())
                    .isEqualTo("ERR_BAD_PARAMS");
            assertThat(baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[" + other + "]}")
                            .at("/data/tasks/0/stat")
                            .asText())
                    .isEqualTo("ERR_BAD_PARAMS");
        }
        baiChuan.post(
                "/baichuan/task_create",
                "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s.1\"}".formatted(handler + "/other", id));

        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");

        assertThat(baiChuan.claim(listener, 5).at("/0/params/task_id").asText()).isEqualTo(id);
    }

    @Test
    void the_report_on_the_longest_id_is_a_message_like_any_other() {
        String listener = RunningBaiChuan.newHandler();
        String longest = "l".repeat(230 - 36) + UUID.randomUUID();
        String task = "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\",\"on_finish\":\"%s\"}";
        assertThat(baiChuan.post("/baichuan/task_create", task.formatted(handler, longest + "x", listener))
                        .path("message")
                        .asText())
                .contains("at most 230");
        baiChuan.post("/baichuan/task_create", task.formatted(handler, longest, listener));
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");

        JsonNode report = baiChuan.claim(listener, 5).get(0);

        assertThat(report.path("task_id").asText()).hasSizeLessThanOrEqualTo(255);
        assertThat(baiChuan.finish(report, "{\"stat\":\"OK\"}")).isEqualTo("OK");
        assertThat(baiChuan.task(report.path("task_id").asText()).path("stat").asText())
                .isEqualTo("OK");
    }

    @Test
    void a_loss_is_an_end_too() {
        String listener = RunningBaiChuan.newHandler();
        baiChuan.publish(handler, "{}", ",\"max_attempts\":1,\"on_finish\":\"" + listener + "\"");
        Life.hasty().claim(handler, 0);

        JsonNode params = baiChuan.claim(listener, 10).at("/0/params");

        assertThat(params.path("status").asText()).isEqualTo("failed");
        assertThat(params.path("stat").asText()).isEqualTo("ERR_MSG_LOST");
    }

    @Test
    void a_large_result_stays_where_it_is_until_the_report_has_ended() {
        String listener = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(handler, "{}", ",\"on_finish\":\"" + listener + "\"");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\",\"data\":\"" + "x".repeat(70_000) + "\"}");
        JsonNode report = baiChuan.claim(listener, 5).get(0);

        assertThat(report.at("/params/stat").asText()).isEqualTo("OK");
        assertThat(report.path("params").path("result").isNull()).isTrue();
        assertThat(redis.ttl("mq:msg:" + id)).isEqualTo(-1);

        baiChuan.finish(report, "{\"stat\":\"OK\"}");
        assertThat(redis.ttl("mq:msg:" + id)).isPositive();
    }

    @Test
    void a_message_without_result_ttl_reports_its_result_all_the_same() {
        String listener = RunningBaiChuan.newHandler();
        String id = baiChuan.publish(handler, "{}", ",\"result_ttl\":0,\"on_finish\":\"" + listener + "\"");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\",\"data\":7}");

        assertThat(baiChuan.claim(listener, 5).at("/0/params/result/data").asInt())
                .isEqualTo(7);
        assertThat(hash(id)).doesNotContainKey("result");
    }
}
