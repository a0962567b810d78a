package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.UTC;
import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.baichuan.redis.Pickle;
import io.butterfly.baichuan.redis.Zlib;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message that was finished. */
class FinishTest {
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void its_hash_has_the_manuals_fields_and_an_expiry() {
        String id = baiChuan.publish(handler, "{}");
        String result = "{\"stat\":\"OK\", \"data\":{\"x\":\"你\"}}";

        assertThat(baiChuan.finish(baiChuan.claim(handler, 0).get(0), result)).isEqualTo("OK");

        Map<String, String> hash = hash(id);
        assertThat(hash)
                .containsEntry("status", "finished")
                .containsEntry("result_ttl", "86400")
                .containsEntry("handle_worker", "test:0:1")
                .containsEntry("ip", "127.0.0.1")
                .doesNotContainKeys("exc_info", "lease", "lease_until");
        assertThat(hash.get("cost")).matches("\\d+\\.\\d{6}");
        assertThat(hash.get("started_at")).matches(UTC);
        assertThat(hash.get("ended_at")).matches(UTC);
        assertThat(redis.hget("mq:msg:" + id, "result")).isEqualTo(Pickle.write(result));
        assertThat(redis.ttl("mq:msg:" + id)).isBetween(86_300L, 86_400L);
        assertThat(redis.zscore("mq:finished:{" + handler + "}", id.getBytes())).isNotNull();
        assertThat(redis.zcard("mq:wip:{" + handler + "}")).isZero();
        assertThat(redis.zcard("mq:lease:{" + handler + "}")).isZero();
    }

    @Test
    void task_get_answers_the_whole_message_and_the_handlers_data() {
        String id = baiChuan.publish(handler, "{\"n\":1}");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\",\"data\":{\"x\":1}}");

        JsonNode reply = baiChuan.task(id);

        assertThat(reply.path("stat").asText()).isEqualTo("OK");
        assertThat(reply.at("/data/x").asInt()).isEqualTo(1);
        assertThat(reply.at("/task_info/status").asText()).isEqualTo("finished");
        assertThat(reply.at("/task_info/data/n").asInt()).isEqualTo(1);
        assertThat(reply.at("/task_info/result/data/x").asInt()).isEqualTo(1);
        assertThat(reply.path("task_info").has("lease")).isFalse();
    }

    @Test
    void a_business_error_is_an_answer_like_any_other() {
        String id = baiChuan.publish(handler, "{}");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_BIZ\"}");

        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_BIZ");
        assertThat(baiChuan.task(id).at("/task_info/status").asText()).isEqualTo("finished");
    }

    @Test
    void a_handler_that_could_not_work_makes_it_fail_and_says_why() {
        String id = baiChuan.publish(handler, "{}");
        baiChuan.finish(
                baiChuan.claim(handler, 0).get(0),
                "{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"missing parameter 'x'\"}");

        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
        assertThat(hash(id)).containsEntry("status", "failed");
        assertThat(Zlib.read(redis.hget("mq:msg:" + id, "exc_info")))
                .isEqualTo("ERR_BAD_PARAMS: missing parameter 'x'");
        assertThat(redis.zscore("mq:failed:{" + handler + "}", id.getBytes())).isNotNull();
    }

    @Test
    void a_result_without_a_stat_is_said_to_be_none() {
        String id = baiChuan.publish(handler, "{}");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "[1]");

        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_RESULT_FAILED");
    }

    @Test
    void a_second_outcome_and_a_foreign_lease_are_refused() {
        baiChuan.publish(handler, "{}");
        JsonNode message = baiChuan.claim(handler, 0).get(0);
        JsonNode foreign = ((ObjectNode) message.deepCopy()).put("lease", "0000");

        assertThat(baiChuan.finish(foreign, "{\"stat\":\"OK\"}")).isEqualTo("ERR_LEASE_LOST");
        assertThat(baiChuan.heartbeat(foreign)).isEqualTo("ERR_LEASE_LOST");
        assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
        assertThat(baiChuan.finish(message, "{\"stat\":\"ERR\"}")).isEqualTo("ERR_LEASE_LOST");
        assertThat(baiChuan.heartbeat(message)).isEqualTo("ERR_LEASE_LOST");
    }

    @Test
    void result_ttl_0_keeps_a_mark_for_an_hour_that_is_not_executed_again() {
        String id = baiChuan.publish(handler, "{}", ",\"result_ttl\":0");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\",\"data\":1}");

        assertThat(hash(id)).doesNotContainKey("result").containsEntry("status", "finished");
        assertThat(redis.ttl("mq:msg:" + id)).isBetween(3_500L, 3_600L);
        assertThat(redis.zscore("mq:finished:{" + handler + "}", id.getBytes())).isNull();
        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("OK");
    }

    @Test
    void result_ttl_minus_1_keeps_it_for_ever() {
        String id = baiChuan.publish(handler, "{}", ",\"result_ttl\":-1");
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");

        assertThat(redis.ttl("mq:msg:" + id)).isEqualTo(-1);
        assertThat(redis.zscore("mq:finished:{" + handler + "}", id.getBytes())).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
