package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.butterfly.embedded.Eventually;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InterventionsTest {
    private static final String LOST_PARAMS = "{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"broken\"}";
    private static final RunningBaiChuan baiChuan = Life.baiChuan;
    private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    private final String handler = RunningBaiChuan.newHandler();

    private static JsonNode call(String verb, String id) {
        return baiChuan.post("/baichuan/" + verb, "{\"task_id\":\"" + id + "\"}");
    }

    private static String stat(JsonNode reply) {
        return reply.path("stat").asText();
    }

    private String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    private String failed(String more) {
        String id = baiChuan.publish(handler, "{\"x\":1}", more);
        assertThat(baiChuan.finish(baiChuan.claim(handler, 1).get(0), LOST_PARAMS))
                .isEqualTo("OK");
        return id;
    }

    private boolean isListed(String id) {
        return redis.lrange(key("queue"), 0, -1).contains(id)
                || redis.zscore(key("pending"), id) != null
                || redis.zscore(key("delayed"), id) != null
                || redis.zscore(key("wip"), id) != null
                || redis.zscore(key("lease"), id) != null
                || redis.zscore(key("failed"), id) != null
                || redis.zscore(key("finished"), id) != null
                || redis.zscore(key("ending"), id) != null;
    }

    @Nested
    class Cancelling {
        @Test
        void a_queued_message_ends_and_its_end_is_reported() {
            String listener = RunningBaiChuan.newHandler();
            String id = baiChuan.publish(handler, "{}", ",\"on_finish\":\"" + listener + "\"");

            assertThat(call("task_cancel", id).at("/data/status").asText()).isEqualTo("failed");

            JsonNode report = baiChuan.claim(listener, 5).get(0).path("params");
            assertThat(report.path("task_id").asText()).isEqualTo(id);
            assertThat(report.path("stat").asText()).isEqualTo("ERR_MSG_CANCELLED");
            assertThat(baiChuan.claim(handler, 0)).isEmpty();
            assertThat(redis.llen(key("queue"))).isZero();
            assertThat(redis.zscore(key("failed"), id)).isNotNull();
            assertThat(baiChuan.task(id).toString()).contains("ERR_MSG_EXE_FAILED", "ERR_MSG_CANCELLED");
        }

        @Test
        void a_started_message_goes_on_and_its_holder_hears_of_it() {
            String id = baiChuan.publish(handler, "{}");
            JsonNode message = baiChuan.claim(handler, 1).get(0);
            assertThat(heartbeat(message).path("cancel").asBoolean()).isFalse();

            assertThat(call("task_cancel", id).at("/data/status").asText()).isEqualTo("started");

            assertThat(heartbeat(message).path("stat").asText()).isEqualTo("OK");
            assertThat(heartbeat(message).path("cancel").asBoolean()).isTrue();
            assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}"))
                    .as("its outcome counts all the same")
                    .isEqualTo("OK");
        }

        @Test
        void a_started_message_that_is_given_back_does_not_return() {
            String id = baiChuan.publish(handler, "{}");
            JsonNode message = baiChuan.claim(handler, 1).get(0);
            call("task_cancel", id);

            assertThat(baiChuan.release(message, 0)).isEqualTo("OK");

            assertThat(baiChuan.task(id).at("/task_info/stat").asText()).isEqualTo("ERR_MSG_CANCELLED");
            assertThat(redis.llen(key("queue"))).isZero();
        }

        @Test
        void a_started_message_whose_holder_is_silent_does_not_return() {
            String id = baiChuan.publish(handler, "{}");
            Life.hasty().claim(handler, 1);
            call("task_cancel", id);

            Eventually.within(Duration.ofSeconds(60), () -> assertThat(
                            baiChuan.task(id).at("/task_info/stat").asText())
                    .isEqualTo("ERR_MSG_CANCELLED"));
        }

        @Test
        void in_a_queue_too_long_to_be_searched_it_is_listed_as_what_it_is_until_a_claim_reaches_it() {
            String id = baiChuan.publish(handler, "{}");
            redis.rpush(
                    key("queue"),
                    IntStream.rangeClosed(1, 20_000).mapToObj(i -> "x" + i).toArray(String[]::new));

            call("task_cancel", id);

            JsonNode first = baiChuan.post(
                    "/baichuan/task_list",
                    "{\"handler\":\"%s\",\"state\":\"queued\",\"order\":\"oldest\"}".formatted(handler));
            assertThat(first.at("/data/tasks/0/task_id").asText()).isEqualTo(id);
            assertThat(first.at("/data/tasks/0/status").asText()).isEqualTo("failed");
            assertThat(first.at("/data/tasks/1/status").asText()).isEqualTo("gone");
            redis.ltrim(key("queue"), 0, 0);
            String next = baiChuan.publish(handler, "{}");
            assertThat(baiChuan.claim(handler, 2, 10).findValuesAsText("task_id"))
                    .containsExactly(next);
        }

        @Test
        void an_ended_message_stays_as_it_is() {
            String id = failed("");

            assertThat(call("task_cancel", id).at("/data/status").asText()).isEqualTo("failed");
            assertThat(baiChuan.task(id).at("/task_info/stat").asText()).isEqualTo("ERR_BAD_PARAMS");
            assertThat(stat(call("task_cancel", "nobody"))).isEqualTo("ERR_MSG_NOT_EXIST");
        }

        private JsonNode heartbeat(JsonNode message) {
            return baiChuan.post(
                            "/baichuan/worker_heartbeat",
                            "{\"worker\":\"test:0:1\",\"leases\":[{\"task_id\":\"%s\",\"lease\":\"%s\"}]}"
                                    .formatted(
                                            message.path("task_id").asText(),
                                            message.path("lease").asText()))
                    .at("/data/leases/0");
        }
    }

    @Nested
    class Deleting {
        @Test
        void takes_a_queued_or_ended_message_away_from_everywhere() {
            String ended = failed("");
            String queued = baiChuan.publish(handler, "{}");

            assertThat(stat(call("task_delete", queued))).isEqualTo("OK");
            assertThat(stat(call("task_delete", ended))).isEqualTo("OK");

            assertThat(stat(baiChuan.task(queued))).isEqualTo("ERR_MSG_NOT_EXIST");
            assertThat(stat(baiChuan.task(ended))).isEqualTo("ERR_MSG_NOT_EXIST");
            assertThat(isListed(queued) || isListed(ended)).isFalse();
            assertThat(stat(call("task_delete", ended))).isEqualTo("ERR_MSG_NOT_EXIST");
        }

        @Test
        void is_refused_while_the_message_is_executed() {
            String id = baiChuan.publish(handler, "{}");
            JsonNode message = baiChuan.claim(handler, 1).get(0);

            assertThat(stat(call("task_delete", id))).isEqualTo("ERR_MSG_IN_STARTED");
            assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
        }
    }

    @Nested
    class Requeueing {
        @Test
        void a_failed_message_runs_again_and_its_new_end_is_reported_too() {
            String listener = RunningBaiChuan.newHandler();
            String id = failed(",\"on_finish\":\"" + listener + "\"");
            String first = baiChuan.claim(listener, 5).get(0).path("task_id").asText();

            assertThat(call("task_requeue", id).at("/data/requeued").asInt()).isEqualTo(1);

            assertThat(baiChuan.task(id).at("/task_info/result").isMissingNode())
                    .isTrue();
            JsonNode message = baiChuan.claim(handler, 1).get(0);
            assertThat(message.path("task_id").asText()).isEqualTo(id);
            assertThat(message.path("attempt").asInt()).isEqualTo(1);
            assertThat(redis.zscore(key("failed"), id)).isNull();
            assertThat(redis.ttl("mq:msg:" + id)).isEqualTo(-1);
            assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
            JsonNode report = baiChuan.claim(listener, 5).get(0);
            assertThat(report.path("task_id").asText()).isNotEqualTo(first);
            assertThat(report.at("/params/stat").asText()).isEqualTo("OK");
        }

        @Test
        void nothing_but_a_failed_message_is_requeued() {
            String queued = baiChuan.publish(handler, "{}");

            assertThat(stat(call("task_requeue", queued))).isEqualTo("ERR");
            assertThat(stat(call("task_requeue", "nobody"))).isEqualTo("ERR");
            assertThat(redis.llen(key("queue"))).isEqualTo(1);
        }

        @Test
        void all_failed_messages_of_a_queue_run_again_and_stale_listings_go() {
            for (int i = 0; i < 450; i++) {
                baiChuan.publish(handler, "{}");
            }
            for (int left = 450; left > 0; left -= 150) {
                baiChuan.claim(handler, 1, 150).forEach(message -> baiChuan.finish(message, LOST_PARAMS));
            }
            redis.zadd(key("failed"), 4e9, "gone");

            JsonNode reply = baiChuan.post("/baichuan/task_requeue", "{\"handler\":\"%s\"}".formatted(handler));

            assertThat(reply.at("/data/requeued").asInt()).isEqualTo(450);
            assertThat(reply.at("/data/left").asInt()).isZero();
            assertThat(redis.llen(key("queue"))).isEqualTo(450);
        }
    }

    @Nested
    class Emptying {
        @Test
        void a_queue_loses_what_it_had_of_that_state_only() {
            String failed = failed("");
            for (int i = 0; i < 401; i++) {
                baiChuan.publish(handler, "{}");
            }

            assertThat(empty("queued").at("/data/deleted").asInt()).isEqualTo(401);

            assertThat(redis.llen(key("queue"))).isZero();
            assertThat(baiChuan.task(failed).at("/task_info/status").asText()).isEqualTo("failed");
            assertThat(empty("failed").at("/data/deleted").asInt()).isEqualTo(1);
            assertThat(stat(baiChuan.task(failed))).isEqualTo("ERR_MSG_NOT_EXIST");
            assertThat(empty("finished").at("/data/deleted").asInt()).isZero();
        }

        @Test
        void what_is_being_executed_stays() {
            assertThat(empty("started").path("message").asText()).contains("being executed");
            assertThat(empty("nonsense").path("message").asText()).contains("state must be queued, delayed");
        }

        private JsonNode empty(String state) {
            return baiChuan.post(
                    "/baichuan/queue_empty", "{\"handler\":\"%s\",\"state\":\"%s\"}".formatted(handler, state));
        }
    }
}
