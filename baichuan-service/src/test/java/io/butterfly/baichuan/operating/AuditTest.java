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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everything that a crash, the original or somebody with {@code redis-cli} can leave behind, found and repaired. */
class AuditTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String LONG_AGO = "2026-01-01T00:00:00.000000Z";

  private static final RunningBaiChuan baiChuan = Life.baiChuan;
  private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

  private final String handler = RunningBaiChuan.newHandler();
  private final String id = UUID.randomUUID().toString();

  private String key(String index) {
    return "mq:" + index + ":{" + handler + "}";
  }

  private void message(String id, String status, String... more) {
    Map<String, String> fields = new HashMap<>(Map.of(
        "origin", handler, "data", "{}", "status", status, "created_at", LONG_AGO, "enqueued_at", LONG_AGO, "timeout", "180"));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    redis.hset("mq:msg:" + id, fields);
  }

  /** The ids that have this fault, of those of this test. */
  private List<String> found(boolean isRepairing, String fault) {
    List<String> ids = new ArrayList<>();
    JsonNode data = baiChuan.post("/baichuan/fsck", "{\"repair\":" + isRepairing + "}").path("data");
    assertThat(data.path("done").asBoolean()).isTrue();
    for (JsonNode found : data.path("faults")) {
      if (found.path("fault").asText().equals(fault)) {
        found.path("ids").forEach(one -> ids.add(one.asText()));
      }
    }
    ids.removeIf(one -> !one.startsWith(id));
    return ids;
  }

  private void assertIsRepaired(String fault) {
    assertThat(found(false, fault)).as("found").containsExactly(id);
    assertThat(found(true, fault)).as("a look changes nothing").containsExactly(id);
    Eventually.within(SOON, () -> assertThat(found(false, fault)).as("repaired").isEmpty());
  }

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
    message(id, "queued");

    assertIsRepaired("queued_nowhere");

    Eventually.within(SOON, () -> assertThat(redis.lrange(key("queue"), 0, -1)).containsExactly(id));
    assertThat(redis.sismember("mq:queues", key("queue"))).isTrue();
    assertThat(baiChuan.claim(handler, 1).get(0).path("task_id").asText()).isEqualTo(id);
  }

  @Test
  void a_message_that_is_not_due_is_not_executed_early() {
    message(id, "queued", "not_before", "99999999999999");

    assertIsRepaired("queued_nowhere");

    Eventually.within(SOON, () -> assertThat(redis.zscore(key("delayed"), id)).isEqualTo(99999999999999.0));
    assertThat(baiChuan.claim(handler, 0)).isEmpty();
  }

  @Test
  void a_young_message_is_left_to_its_publisher() {
    message(id, "queued", "enqueued_at", "2999-01-01T00:00:00.000000Z");

    assertThat(found(true, "queued_nowhere")).isEmpty();
  }

  @Test
  void a_started_message_in_nobodys_hand_is_taken_up() {
    message(id, "started", "lease", "L", "lease_until", "1", "started_us", "1", "attempt", "1", "max_attempts", "3");

    assertIsRepaired("started_nowhere");

    Eventually.within(SOON, () -> assertThat(redis.hget("mq:msg:" + id, "status")).isEqualTo("queued"));
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
    assertThat(redis.ttl("mq:msg:" + id)).as("both faults are repaired in one run").isBetween(1L, 500L);
  }

  @Test
  void a_report_that_was_never_published_is_published() {
    String listener = RunningBaiChuan.newHandler();
    message(id, "finished", "ended_at", LONG_AGO, "on_finish", listener, "run", "1", "stat", "OK");
    redis.sadd("mq:queues", key("queue"));
    redis.zadd(key("finished"), 4e9, id);

    assertIsRepaired("report_owed");

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
  void a_noted_place_without_a_message_is_forgotten_unless_the_message_is_being_published() {
    redis.sadd("mq:queues", key("queue"));
    redis.hset(key("place"), Map.of(id, "=g", id + "2", "=g"));
    redis.zadd(key("pending"), 99999999999999.0, id + "2");

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

  @Test
  void a_lease_without_a_hand_gets_one() {
    redis.sadd("mq:queues", key("queue"));
    message(id, "started", "lease", "L", "lease_until", "99999999999999", "started_us", "1", "timeout", "-1", "attempt", "1", "max_attempts", "3");
    redis.zadd(key("lease"), 99999999999999.0, id);

    assertIsRepaired("hand_half");

    assertThat(redis.zscore(key("wip"), id)).isNotNull();
  }
}
