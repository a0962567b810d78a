package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Everything that a crash, the Python service or a person with {@code redis-cli} can leave behind, found and repaired.
 */
class AuditTest extends Audited {
    @Test
    void what_is_well_is_left_alone() {
        message(id, "queued", "not_before", "99999999999999");
        redis.zadd(key("delayed"), 99999999999999.0, id);
        redis.sadd("mq:queues", key("queue"));
        message(id + "2", "queued");
        redis.rpush(key("queue"), id + "2");
        redis.hset("mq:worker:py:1:" + id, "birth", "2026-11-21T00:00:00.000000Z");
        message(id + "3", "started", "handle_worker", "py:1:" + id);
        redis.zadd(key("wip"), 4e9, id + "3");

        JsonNode report = baiChuan.post("/baichuan/fsck", "{\"repair\":true}").path("data");

        assertThat(report.path("faults").toString()).doesNotContain(id);
        assertThat(report.path("messages").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(redis.zscore(key("delayed"), id)).isEqualTo(99999999999999.0);
        assertThat(redis.lrange(key("queue"), 0, -1)).containsExactly(id + "2");
        assertThat(redis.zscore(key("wip"), id + "3")).isEqualTo(4e9);
    }

    @Test
    void a_message_whose_publisher_died_before_it_was_listed_is_executed() {
        message(id, "queued", "max_attempts", "3");

        assertIsRepaired("queued_nowhere");

        Eventually.within(
                SOON, () -> assertThat(redis.lrange(key("queue"), 0, -1)).containsExactly(id));
        assertThat(redis.sismember("mq:queues", key("queue"))).isTrue();
        assertThat(baiChuan.claim(handler, 1).get(0).path("task_id").asText()).isEqualTo(id);
    }

    @Test
    void what_the_library_of_the_python_service_has_cancelled_is_not_executed() {
        message(id, "queued"); // its cancel takes the id out of the list, and says nothing in the hash

        assertIsRepaired("cancelled_unsaid");

        assertThat(redis.ttl("mq:msg:" + id)).isBetween(1L, 86_400L);
        assertThat(found(true, "queued_nowhere")).isEmpty();
        assertThat(baiChuan.claim(handler, 1)).isEmpty();
    }

    @Test
    void a_message_that_is_not_due_is_not_executed_early() {
        message(id, "queued", "not_before", "99999999999999", "max_attempts", "3");

        assertIsRepaired("queued_nowhere");

        Eventually.within(
                SOON, () -> assertThat(redis.zscore(key("delayed"), id)).isEqualTo(99999999999999.0));
        assertThat(baiChuan.claim(handler, 0)).isEmpty();
    }

    @Test
    void a_young_message_is_left_to_its_publisher() {
        message(id, "queued", "enqueued_at", "2999-01-01T00:00:00.000000Z", "max_attempts", "3");

        assertThat(found(true, "queued_nowhere")).isEmpty();
    }

    @Test
    void a_started_message_in_nobodys_hand_is_taken_up() {
        message(
                id,
                "started",
                "lease",
                "L",
                "lease_until",
                "1",
                "started_us",
                "1",
                "attempt",
                "1",
                "max_attempts",
                "3");

        assertIsRepaired("started_nowhere");

        Eventually.within(
                SOON, () -> assertThat(redis.hget("mq:msg:" + id, "status")).isEqualTo("queued"));
        assertThat(redis.hget("mq:msg:" + id, "attempt")).isEqualTo("2");
    }

    @Test
    void what_the_original_never_ends_goes() {
        message(id, "started", "result_ttl", "0");

        assertIsRepaired("started_for_ever");

        assertThat(redis.exists("mq:msg:" + id)).isZero();
    }

    @Test
    void an_ended_message_is_listed_and_expires() {
        message(id, "finished", "ended_at", LONG_AGO, "result_ttl", "500");

        assertIsRepaired("ended_unlisted");

        assertThat(redis.zscore(key("finished"), id)).isNotNull();
        assertThat(redis.ttl("mq:msg:" + id))
                .as("both faults are repaired in one run")
                .isBetween(1L, 500L);
    }

    @Test
    void a_report_that_was_never_published_is_published() {
        String listener = RunningBaiChuan.newHandler();
        message(id, "finished", "ended_at", LONG_AGO, "on_finish", listener, "run", "1", "stat", "OK");
        redis.sadd("mq:queues", key("queue"));
        redis.zadd(key("finished"), 4e9, id);

        assertIsRepaired("report_missing");

        assertThat(baiChuan.claim(listener, 5).at("/0/params/task_id").asText()).isEqualTo(id);
        Eventually.within(SOON, () -> assertThat(redis.ttl("mq:msg:" + id)).isPositive());
    }

    @Test
    void the_rest_of_a_deleted_message_expires() {
        redis.hset("mq:msg:" + id, Map.of("status", "started", "handle_worker", "py:1:1"));

        assertIsRepaired("ghost");

        assertThat(redis.ttl("mq:msg:" + id)).isPositive();
        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_NOT_EXIST");
    }

    @Test
    void ids_without_a_message_leave_every_index() {
        redis.sadd("mq:queues", key("queue"));
        redis.rpush(key("queue"), id);
        assertIsRepaired("queue_stray");
        redis.zadd(key("delayed"), 99999999999999.0, id);
        assertIsRepaired("delayed_stray");
        redis.zadd(key("wip"), 4e9, id);
        assertIsRepaired("hand_stray");
        redis.zadd(key("failed"), 4e9, id);
        assertIsRepaired("registry_stray");
        redis.zadd(key("ending"), 5, id);
        assertIsRepaired("ending_stray");

        assertThat(redis.llen(key("queue"))).isZero();
        for (String index : List.of("delayed", "wip", "failed", "ending")) {
            assertThat(redis.zscore(key(index), id)).as(index).isNull();
        }
    }

    @Test
    void a_lease_without_a_hand_gets_one() {
        redis.sadd("mq:queues", key("queue"));
        message(
                id,
                "started",
                "lease",
                "L",
                "lease_until",
                "99999999999999",
                "started_us",
                "1",
                "timeout",
                "-1",
                "attempt",
                "1",
                "max_attempts",
                "3");
        redis.zadd(key("lease"), 99999999999999.0, id);

        assertIsRepaired("hand_half");

        assertThat(redis.zscore(key("wip"), id)).isNotNull();
    }
}
