package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same of what stands beside the indexes: noted places, groups, marks of equal messages. */
class SideAuditTest extends Audited {
    @Test
    void a_noted_place_without_a_message_is_forgotten_unless_the_message_is_being_published() {
        redis.sadd("mq:queues", key("queue"));
        redis.hset(key("place"), Map.of(id, "=g", id + "2", "=g"));
        redis.zadd(
                key("pending"),
                System.currentTimeMillis() + 5_000,
                id + "2"); // so recovery forgets it in eleven seconds

        assertIsRepaired("place_stray");

        assertThat(redis.hkeys(key("place"))).containsExactly(id + "2");
        redis.zrem(key("pending"), id + "2");
    }

    @Test
    void an_id_without_a_message_leaves_its_group() {
        String message = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        redis.lpush(key("group") + ":g", id);
        redis.incr(key("group") + ":");

        assertIsRepaired("group_stray");

        assertThat(redis.lrange(key("group") + ":g", 0, -1)).containsExactly(message);
        assertThat(redis.get(key("group") + ":")).isEqualTo("1");
    }

    @Test
    void a_group_that_waits_for_nobody_goes_on() {
        redis.sadd(key("running") + ":g", id);
        String message = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        assertThat(baiChuan.claim(handler, 0)).isEmpty();

        assertIsRepaired("running_stray");

        assertThat(baiChuan.claim(handler, 0).at("/0/task_id").asText()).isEqualTo(message);
    }

    @Test
    void a_group_that_nobody_gives_a_turn_takes_one() {
        String message = baiChuan.publish(handler, "{}", ",\"group\":\"" + id + "\"");
        redis.del(key("turns"));
        assertThat(baiChuan.claim(handler, 0)).isEmpty();

        assertIsRepaired("group_stuck");

        assertThat(baiChuan.claim(handler, 0).at("/0/task_id").asText()).isEqualTo(message);
    }

    @Test
    void a_mark_whose_holder_never_existed_or_has_ended_goes_and_others_stay() {
        String mark = "mq:unique:{" + handler + "}:";
        message(id + "2", "queued", "unique_key", "2");
        message(id + "3", "finished", "ended_at", LONG_AGO, "unique_key", "3");
        redis.zadd(key("finished"), 4e9, id + "3");
        redis.expire("mq:msg:" + id + "3", 900);
        redis.set(mark + "1", id + " 1");
        redis.set(mark + "2", id + "2 1");
        redis.set(mark + "3", id + "3 1");
        redis.set(mark + "4", id + "4 1 made");
        redis.set(mark + "5", id + "5 99999999999999");

        assertThat(found(true, "mark_stray")).containsExactlyInAnyOrder(id, id + "3");

        assertThat(redis.exists(mark + "1", mark + "3")).isZero();
        assertThat(redis.exists(mark + "2")).isOne();
        assertThat(redis.exists(mark + "4")).isOne();
        assertThat(redis.exists(mark + "5")).isOne();
    }
}
