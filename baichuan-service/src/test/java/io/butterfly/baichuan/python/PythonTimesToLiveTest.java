package io.butterfly.baichuan.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How long what has ended is kept, when a worker or a publisher of the Python service has a part in it. */
class PythonTimesToLiveTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final RunningBaiChuan baiChuan = Life.baiChuan;

    private final String handler = RunningBaiChuan.newHandler();
    private final PythonPeer python = new PythonPeer(handler);
    private final String id = UUID.randomUUID().toString();

    private String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    private void publish(String more) {
        baiChuan.post(
                "/baichuan/task_create",
                "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"%s}".formatted(handler, id, more));
    }

    private String ttlShown(String name) {
        return baiChuan.task(id).path("task_info").path(name).asText();
    }

    @Test
    void a_message_without_result_ttl_is_ended_by_pythons_worker_and_reported_and_loses_its_result() {
        publish(",\"result_ttl\":0,\"on_finish\":\"" + handler + "/done\"");
        assertThat(ttlShown("result_ttl")).isEqualTo("0");
        python.register();
        python.begin(python.pop());
        python.finish(id, "{\"stat\":\"OK\",\"data\":7}");

        JsonNode report = baiChuan.claim(handler + "/done", 20).get(0);

        assertThat(report.at("/params/result/data").asInt()).isEqualTo(7);
        Eventually.within(SOON, () -> assertThat(python.field(id, "result")).isNull());
        assertThat(baiChuan.task(id).path("task_info").path("status").asText()).isEqualTo("finished");
        assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(1L, 3_600L);
    }

    @Test
    void a_message_without_failure_ttl_fails_there_and_does_not_vanish_before_its_end_is_reported() {
        publish(",\"failure_ttl\":0,\"on_finish\":\"" + handler + "/done\"");
        assertThat(ttlShown("failure_ttl")).isEqualTo("0");
        python.register();
        python.begin(python.pop());
        python.fail(id, "{\"stat\":\"ERR_SERVER_EXCEPTION\"}", "boom");

        assertThat(baiChuan.claim(handler + "/done", 20).at("/0/params/stat").asText())
                .isEqualTo("ERR_SERVER_EXCEPTION");
        Eventually.within(SOON, () -> assertThat(python.field(id, "exc_info")).isNull());
    }

    @Test
    void what_we_end_without_result_ttl_leaves_an_empty_mark_for_an_hour() {
        publish(",\"result_ttl\":0");
        baiChuan.finish(baiChuan.claim(handler, 1).get(0), "{\"stat\":\"OK\",\"data\":7}");

        assertThat(python.field(id, "result")).isNull();
        assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(1L, 3_600L);
        assertThat(python.redis.zcard(key("finished"))).isZero();
    }

    @Test
    void what_failed_there_for_ever_stays_among_the_failed_and_can_be_requeued() {
        python.enqueue(id, "{}", "failure_ttl", "-1");
        python.register();
        python.begin(python.pop());
        python.fail(id, "{\"stat\":\"ERR_SERVER_EXCEPTION\"}", "boom");
        String later = baiChuan.publish(handler, "{}", ",\"delay\":0.1");
        assertThat(baiChuan.claim(handler, 20).at("/0/task_id").asText())
                .as("recovery has looked at this queue")
                .isEqualTo(later);

        assertThat(python.redis.zscore(key("failed"), PythonPeer.bytes(id))).isEqualTo(-1);
        assertThat(baiChuan.post("/baichuan/fsck", "{\"repair\":true}")
                        .path("data")
                        .path("faults")
                        .toString())
                .doesNotContain(id);
        assertThat(baiChuan.post("/baichuan/task_requeue", "{\"task_id\":\"" + id + "\"}")
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(baiChuan.claim(handler, 1).at("/0/task_id").asText()).isEqualTo(id);
    }

    @Test
    void the_failure_of_a_message_that_python_keeps_for_seconds_can_be_looked_at_for_a_day() {
        python.enqueue(id, "{}", "result_ttl", "10");
        baiChuan.finish(baiChuan.claim(handler, 2).get(0), "{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"boom\"}");

        assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(80_000L, 86_400L);
        assertThat(python.field(id, "exc_info")).isNotNull();
    }

    @Test
    void and_so_can_one_that_was_cancelled() {
        python.enqueue(id, "{}", "result_ttl", "10");
        baiChuan.post("/baichuan/task_cancel", "{\"task_id\":\"" + id + "\"}");

        assertThat(python.redis.ttl("mq:msg:" + id)).isBetween(80_000L, 86_400L);
    }
}
