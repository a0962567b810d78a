package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.UTC;
import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A message that was published, as its publisher and people with redis-cli see it. */
class PublishTest {
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void it_has_the_id_of_the_request_that_created_it() {
        var response = baiChuan.send("/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{}}".formatted(handler))
                .join();

        assertThat(response.body())
                .contains("\"task_id\":\""
                        + response.headers().firstValue("x-reqid").orElseThrow() + "\"");
    }

    @Test
    void its_hash_has_the_manuals_fields_and_no_expiry() {
        String id = baiChuan.publish(handler, "{ \"n\": 1 }");

        assertThat(hash(id))
                .containsEntry("origin", handler)
                .containsEntry("status", "queued")
                .containsEntry("timeout", "180")
                .containsEntry("ip", "127.0.0.1")
                .containsEntry("handle_worker", "")
                .containsEntry("data", "{ \"n\": 1 }")
                .doesNotContainKeys("cost", "result_ttl", "started_at", "ended_at", "result");
        assertThat(hash(id).get("created_at")).matches(UTC);
        assertThat(hash(id).get("enqueued_at")).matches(UTC);
        assertThat(redis.ttl("mq:msg:" + id)).isEqualTo(-1);
        assertThat(redis.lrange("mq:queue:{" + handler + "}", 0, -1)).containsExactly(id.getBytes());
        assertThat(redis.sismember("mq:queues", ("mq:queue:{" + handler + "}").getBytes()))
                .isTrue();
        assertThat(redis.zcard("mq:pending:{" + handler + "}")).isZero();
        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
    }

    @Test
    void publishing_its_id_again_changes_nothing_and_says_how_far_it_is() {
        String id = baiChuan.publish(handler, "{\"n\":1}");
        String again = "{\"handler\":\"%s\",\"params\":{\"n\": 1.0},\"task_id\":\"%s\"}".formatted(handler, id);

        assertThat(baiChuan.post("/baichuan/task_create", again)
                        .at("/data/created")
                        .asBoolean())
                .isFalse();
        assertThat(baiChuan.post("/baichuan/task_create", again)
                        .at("/data/status")
                        .asText())
                .isEqualTo("queued");

        assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(1);
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");
        assertThat(baiChuan.post("/baichuan/task_create", again)
                        .at("/data/status")
                        .asText())
                .isEqualTo("finished");
        assertThat(baiChuan.claim(handler, 0)).isEmpty();
        assertThat(hash(id)).containsEntry("data", "{\"n\":1}");
    }

    @Test
    void an_id_that_another_message_has_is_refused_however_far_that_one_is() {
        String id = baiChuan.publish(handler, "{\"n\":1}");
        String otherParams = "{\"handler\":\"%s\",\"params\":{\"n\":2},\"task_id\":\"%s\"}".formatted(handler, id);
        String otherHandler =
                "{\"handler\":\"%s/other\",\"params\":{\"n\":1},\"task_id\":\"%s\"}".formatted(handler, id);

        requireTaken(otherParams, "with other params");
        requireTaken(otherHandler, "for handler " + handler);
        baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");
        requireTaken(otherParams, "with other params");
        requireTaken(otherHandler, "for handler " + handler);

        assertThat(hash(id)).containsEntry("data", "{\"n\":1}").containsEntry("status", "finished");
        assertThat(baiChuan.claim(handler + "/other", 0)).isEmpty();
    }

    private static void requireTaken(String task, String why) {
        JsonNode one = baiChuan.post("/baichuan/task_create", task);
        JsonNode ofBatch = baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[" + task + "]}")
                .at("/data/tasks/0");
        assertThat(one.path("stat").asText()).isEqualTo("ERR_MSG_EXIST");
        assertThat(one.path("message").asText()).contains(why);
        assertThat(ofBatch.path("stat").asText()).isEqualTo("ERR_MSG_EXIST");
        assertThat(ofBatch.path("message").asText()).contains(why);
        assertThat(ofBatch.path("created").asBoolean()).isFalse();
    }

    @Test
    void of_two_messages_with_one_id_in_a_batch_the_second_is_refused() {
        String task = "{\"handler\":\"%s\",\"params\":{\"n\":%d},\"task_id\":\"%s\"}";
        String id = UUID.randomUUID().toString();

        JsonNode tasks = baiChuan.post(
                        "/baichuan/task_create_batch",
                        "{\"tasks\":[%s,%s,%s]}"
                                .formatted(
                                        task.formatted(handler, 1, id),
                                        task.formatted(handler, 2, id),
                                        task.formatted(handler, 1, id)))
                .at("/data/tasks");

        assertThat(tasks.findValuesAsText("stat")).containsExactly("OK", "ERR_MSG_EXIST", "OK");
        assertThat(tasks.findValuesAsText("created")).containsExactly("true", "false", "false");
        assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(1);
    }

    @Test
    void publishing_one_again_that_its_index_has_lost_lists_it_again_once() {
        List<Lost> lost = Stream.of("", ",\"group\":\"g\"", ",\"priority\":5", ",\"on_finish\":\"/a/b\"")
                .map(more -> Lost.published(RunningBaiChuan.newHandler(), more))
                .toList();

        lost.forEach(Lost::publishAgain);

        lost.forEach(Lost::requireListedOnce); // all wait for recovery together
    }

    /** A message whose indexes are gone, as those of a server of a cluster that lost its last second. */
    private record Lost(String handler, String id, String more) {
        static Lost published(String handler, String more) {
            Lost lost = new Lost(handler, baiChuan.publish(handler, "{}", more), more);
            redis.keys("mq:*:{" + handler + "}*").forEach(key -> redis.del(key));
            redis.srem("mq:queues", ("mq:queue:{" + handler + "}").getBytes());
            return lost;
        }

        private JsonNode publish() {
            return baiChuan.post(
                    "/baichuan/task_create",
                    "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"%s}".formatted(handler, id, more));
        }

        void publishAgain() {
            publish();
            assertThat(redis.zcard("mq:pending:{" + handler + "}"))
                    .as("a young one is not looked for")
                    .isZero();
            redis.hset("mq:msg:" + id, "enqueued_at", "2026-01-01T00:00:00.000000Z".getBytes());

            JsonNode reply = publish();
            assertThat(publish().at("/data/status").asText()).isEqualTo("queued");

            assertThat(reply.at("/data/created").asBoolean()).isFalse();
        }

        void requireListedOnce() {
            assertThat(baiChuan.claim(handler, 30, 10).findValuesAsText("task_id"))
                    .containsExactly(id);
            assertThat(baiChuan.claim(handler, 0, 10)).isEmpty();
            assertThat(redis.zcard("mq:ending:{" + handler + "}")).isEqualTo(more.contains("on_finish") ? 1 : 0);
        }
    }

    @Test
    void what_is_listed_is_not_listed_again() {
        String id = baiChuan.publish(handler, "{}");
        redis.hset("mq:msg:" + id, "enqueued_at", "2026-01-01T00:00:00.000000Z".getBytes());

        baiChuan.post(
                "/baichuan/task_create",
                "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(handler, id));

        assertThat(redis.zcard("mq:pending:{" + handler + "}")).isZero();
        assertThat(redis.llen("mq:queue:{" + handler + "}")).isOne();
    }

    @Test
    void a_batch_is_judged_one_by_one_in_order() {
        String id = UUID.randomUUID().toString();
        String good = "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(handler, id);
        String bad = "{\"handler\":\"nowhere\",\"params\":{}}";

        JsonNode tasks = baiChuan.post(
                        "/baichuan/task_create_batch", "{\"tasks\":[%s,%s,%s]}".formatted(good, bad, good))
                .at("/data/tasks");

        assertThat(tasks.get(0).path("created").asBoolean()).isTrue();
        assertThat(tasks.get(1).path("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
        assertThat(tasks.get(1).path("message").asText()).contains("handler must begin with '/'");
        assertThat(tasks.get(2).path("created").asBoolean()).isFalse();
        assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(1);
    }

    @Test
    void a_thousand_in_one_batch_are_claimed_in_order() {
        String tasks = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"handler\":\"%s\",\"params\":{\"n\":%d}}".formatted(handler, i))
                .collect(Collectors.joining(","));

        baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[" + tasks + "]}");

        JsonNode claimed = baiChuan.claim(handler, 0, 1000);
        assertThat(claimed).hasSize(1000);
        assertThat(claimed.get(999).at("/params/n").asInt()).isEqualTo(999);
    }

    @Test
    void what_the_original_left_of_a_deleted_message_is_no_message() {
        String id = UUID.randomUUID().toString();
        redis.hset("mq:msg:" + id, Map.of("status", "finished".getBytes(), "handle_worker", "w".getBytes()));

        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
        assertThat(baiChuan.post(
                                "/baichuan/task_create",
                                "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(handler, id))
                        .at("/data/created")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void an_element_of_a_wrong_type_is_refused_alone() {
        String good = "{\"handler\":\"%s\",\"params\":{\"n\":1e999}}".formatted(handler);
        String bad = "{\"handler\":7,\"params\":{}},{\"handler\":\"/a/b\",\"params\":{},\"timeout\":{}},7,null";

        JsonNode tasks = baiChuan.post(
                        "/baichuan/task_create_batch", "{\"tasks\":[%s,%s,%s]}".formatted(good, bad, good))
                .at("/data/tasks");

        assertThat(tasks).hasSize(6);
        assertThat(tasks.get(0).path("created").asBoolean()).isTrue();
        assertThat(tasks.get(1).path("message").asText()).contains("'handler' must be text");
        assertThat(tasks.get(2).path("message").asText()).contains("'timeout'");
        assertThat(tasks.get(3).path("message").asText()).contains("must be an object");
        assertThat(tasks.get(4).path("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
        assertThat(tasks.get(5).path("created").asBoolean()).isTrue();
    }
}
