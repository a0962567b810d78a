package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.redis.format.Pickle;
import io.butterfly.baichuan.redis.format.Zlib;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The life of a message, as publishers, workers and people with redis-cli see it. */
class LifeTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String UTC = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  private static RunningBaiChuan baiChuan;
  private static RedisClient redisClient;
  private static RedisCommands<String, byte[]> redis;

  private final String handler = RunningBaiChuan.newHandler();

  @BeforeAll
  static void start() {
    baiChuan = RunningBaiChuan.start();
    redisClient = RedisClient.create(Servers.redis().url());
    redis = redisClient.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
  }

  @AfterAll
  static void stop() {
    baiChuan.close();
    redisClient.shutdown();
  }

  private static Map<String, String> hash(String id) {
    return redis.hgetall("mq:msg:" + id).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, field -> new String(field.getValue())));
  }

  @Nested
  class Published {
    @Test
    void it_has_the_id_of_the_request_that_created_it() {
      var response = baiChuan.send("/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{}}".formatted(handler)).join();

      assertThat(response.body()).contains("\"task_id\":\"" + response.headers().firstValue("x-reqid").orElseThrow() + "\"");
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
      assertThat(redis.sismember("mq:queues", ("mq:queue:{" + handler + "}").getBytes())).isTrue();
      assertThat(redis.zcard("mq:pending:{" + handler + "}")).isZero();
      assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
    }

    @Test
    void publishing_its_id_again_changes_nothing_and_says_how_far_it_is() {
      String id = baiChuan.publish(handler, "{\"n\":1}");
      String again = "{\"handler\":\"%s\",\"params\":{\"n\":2},\"task_id\":\"%s\"}".formatted(handler, id);

      assertThat(baiChuan.post("/baichuan/task_create", again).at("/data/created").asBoolean()).isFalse();
      assertThat(baiChuan.post("/baichuan/task_create", again).at("/data/status").asText()).isEqualTo("queued");

      assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(1);
      baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");
      assertThat(baiChuan.post("/baichuan/task_create", again).at("/data/status").asText()).isEqualTo("finished");
      assertThat(baiChuan.claim(handler, 0)).isEmpty();
      assertThat(hash(id)).containsEntry("data", "{\"n\":1}");
    }

    @Test
    void a_batch_is_judged_one_by_one_in_order() {
      String id = UUID.randomUUID().toString();
      String good = "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(handler, id);
      String bad = "{\"handler\":\"nowhere\",\"params\":{}}";

      JsonNode tasks = baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[%s,%s,%s]}".formatted(good, bad, good)).at("/data/tasks");

      assertThat(tasks.get(0).path("created").asBoolean()).isTrue();
      assertThat(tasks.get(1).path("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
      assertThat(tasks.get(1).path("message").asText()).contains("handler must begin with '/'");
      assertThat(tasks.get(2).path("created").asBoolean()).isFalse();
      assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(1);
    }

    @Test
    void a_thousand_in_one_batch_are_claimed_in_order() {
      String tasks = java.util.stream.IntStream.range(0, 1000)
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
      assertThat(baiChuan.post("/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(handler, id))
          .at("/data/created").asBoolean()).isTrue();
    }
  }

  @Nested
  class Claimed {
    @Test
    void it_comes_with_its_parameters_and_a_lease() {
      String id = baiChuan.publish(handler, "{\"n\":1}", ",\"trace_id\":\"t1\"");

      JsonNode message = baiChuan.claim(handler, 0).get(0);

      assertThat(message.path("task_id").asText()).isEqualTo(id);
      assertThat(message.path("handler").asText()).isEqualTo(handler);
      assertThat(message.at("/params/n").asInt()).isEqualTo(1);
      assertThat(message.path("attempt").asInt()).isEqualTo(1);
      assertThat(message.path("lease").asText()).isNotEmpty();
      assertThat(message.path("lease_seconds").asInt()).isEqualTo(1);
      assertThat(message.path("timeout").asInt()).isEqualTo(180);
      assertThat(message.path("trace_id").asText()).isEqualTo("t1");
      assertThat(hash(id)).containsEntry("status", "started").containsEntry("handle_worker", "test:0:1").containsEntry("result_ttl", "86400")
          .containsKeys("cost", "started_at");
      assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_IN_STARTED");
    }

    @Test
    void nobody_else_gets_it() {
      baiChuan.publish(handler, "{}");

      assertThat(baiChuan.claim(handler, 0)).hasSize(1);
      assertThat(baiChuan.claim(handler, 0)).isEmpty();
    }

    @Test
    void a_claim_that_waits_is_answered_as_soon_as_there_is_one() {
      CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> baiChuan.claim(handler, 20));

      String id = baiChuan.publish(handler, "{}");

      assertThat(waiting.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join().at("/0/task_id").asText()).isEqualTo(id);
    }

    @Test
    void a_claim_that_waits_sees_what_a_python_producer_pushed() {
      CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> baiChuan.claim(handler, 20));
      String id = UUID.randomUUID().toString();
      redis.sadd("mq:queues", ("mq:queue:{" + handler + "}").getBytes());
      redis.hset("mq:msg:" + id, Map.of(
          "data", "{\"n\":1}".getBytes(), "origin", handler.getBytes(), "status", "queued".getBytes(), "timeout", "180".getBytes(),
          "created_at", "2026-11-21T00:00:00.000000Z".getBytes(), "enqueued_at", "2026-11-21T00:00:00.000000Z".getBytes()));
      redis.rpush("mq:queue:{" + handler + "}", id.getBytes());

      JsonNode message = waiting.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join().get(0);

      assertThat(message.path("task_id").asText()).isEqualTo(id);
      assertThat(message.path("timeout").asInt()).as("Python stores a timeout that nobody enforces").isEqualTo(-1);
      assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
    }

    @Test
    void a_worker_of_several_handlers_gets_messages_of_each() {
      String other = RunningBaiChuan.newHandler();
      baiChuan.publish(handler, "{}");
      baiChuan.publish(other, "{}");

      JsonNode messages = baiChuan.claim(handler + "\",\"/nothing/here\",\"" + other, 0, 5);

      assertThat(messages).hasSize(2);
    }

    @Test
    void large_parameters_do_not_come_all_at_once() {
      String large = "{\"x\":\"" + "y".repeat(1_000_000) + "\"}";
      for (int i = 0; i < 8; i++) {
        baiChuan.publish(handler, large);
      }
      for (int i = 0; i < 60; i++) {
        baiChuan.publish(handler, "{}");
      }

      JsonNode first = baiChuan.claim(handler, 0, 1000);
      JsonNode second = baiChuan.claim(handler, 0, 1000);

      assertThat(first).hasSize(50);
      assertThat(second).hasSize(18);
    }

    @Test
    void its_worker_is_registered_as_the_originals_tools_expect() {
      baiChuan.claim(handler, 0);

      assertThat(redis.smembers("mq:workers:" + handler)).containsExactly("mq:worker:test:0:1".getBytes());
      assertThat(redis.sismember("mq:workers", "mq:worker:test:0:1".getBytes())).isTrue();
      assertThat(redis.hgetall("mq:worker:test:0:1")).containsKeys("birth", "last_heartbeat", "queues", "pid", "hostname", "nickname", "state");
      assertThat(redis.ttl("mq:worker:test:0:1")).isBetween(1L, 420L);
    }
  }

  @Nested
  class Finished {
    @Test
    void its_hash_has_the_manuals_fields_and_an_expiry() {
      String id = baiChuan.publish(handler, "{}");
      String result = "{\"stat\":\"OK\", \"data\":{\"x\":\"你\"}}";

      assertThat(baiChuan.finish(baiChuan.claim(handler, 0).get(0), result)).isEqualTo("OK");

      Map<String, String> hash = hash(id);
      assertThat(hash).containsEntry("status", "finished").containsEntry("result_ttl", "86400").containsEntry("handle_worker", "test:0:1")
          .containsEntry("ip", "127.0.0.1").doesNotContainKeys("exc_info", "lease", "lease_until");
      assertThat(hash.get("cost")).matches("\\d+\\.\\d{6}");
      assertThat(hash.get("started_at")).matches(UTC);
      assertThat(hash.get("ended_at")).matches(UTC);
      assertThat(redis.hget("mq:msg:" + id, "result")).isEqualTo(Pickle.write(result));
      assertThat(redis.ttl("mq:msg:" + id)).isBetween(86_390L, 86_400L);
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
      baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"missing parameter 'x'\"}");

      assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
      assertThat(hash(id)).containsEntry("status", "failed");
      assertThat(Zlib.read(redis.hget("mq:msg:" + id, "exc_info"))).isEqualTo("ERR_BAD_PARAMS: missing parameter 'x'");
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
      JsonNode foreign = ((com.fasterxml.jackson.databind.node.ObjectNode) message.deepCopy()).put("lease", "0000");

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
      assertThat(redis.ttl("mq:msg:" + id)).isBetween(3_590L, 3_600L);
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

  @Nested
  class Released {
    @Test
    void it_returns_to_the_front_and_no_attempt_is_counted() {
      baiChuan.publish(handler, "{\"n\":1}");
      baiChuan.publish(handler, "{\"n\":2}");
      JsonNode message = baiChuan.claim(handler, 0).get(0);

      assertThat(baiChuan.release(message, 0)).isEqualTo("OK");

      JsonNode again = baiChuan.claim(handler, 0).get(0);
      assertThat(again.path("task_id")).isEqualTo(message.path("task_id"));
      assertThat(again.path("attempt").asInt()).isEqualTo(1);
      assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("ERR_LEASE_LOST");
    }

    @Test
    void it_waits_as_long_as_it_was_told() {
      String id = baiChuan.publish(handler, "{}");
      baiChuan.release(baiChuan.claim(handler, 0).get(0), 1);

      assertThat(baiChuan.claim(handler, 0)).isEmpty();
      assertThat(hash(id)).containsEntry("status", "queued");
      assertThat(baiChuan.claim(handler, 10)).hasSize(1);
    }
  }

  @Nested
  class Left_behind {
    @Test
    void it_is_executed_again_when_its_lease_runs_out_and_the_late_answer_is_refused() {
      String id = baiChuan.publish(handler, "{}");
      JsonNode first = baiChuan.claim(handler, 0).get(0);

      JsonNode second = baiChuan.claim(handler, 10).get(0);

      assertThat(second.path("task_id").asText()).isEqualTo(id);
      assertThat(second.path("attempt").asInt()).isEqualTo(2);
      assertThat(baiChuan.finish(first, "{\"stat\":\"OK\",\"data\":1}")).isEqualTo("ERR_LEASE_LOST");
      assertThat(baiChuan.finish(second, "{\"stat\":\"OK\",\"data\":2}")).isEqualTo("OK");
      assertThat(baiChuan.task(id).path("data").asInt()).isEqualTo(2);
    }

    @Test
    void it_stays_in_a_hand_that_shows_signs_of_life() {
      baiChuan.publish(handler, "{}");
      JsonNode message = baiChuan.claim(handler, 0).get(0);
      long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();

      Eventually.until(SOON, () -> {
        assertThat(baiChuan.heartbeat(message)).isEqualTo("OK");
        return System.nanoTime() > until;
      });

      assertThat(baiChuan.claim(handler, 0)).isEmpty();
      assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("OK");
    }

    @Test
    void it_fails_when_no_attempt_is_left() {
      String id = baiChuan.publish(handler, "{}", ",\"max_attempts\":1");
      baiChuan.claim(handler, 0);

      Eventually.within(SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED"));
      assertThat(baiChuan.task(id).at("/task_info/result/stat").asText()).isEqualTo("ERR_MSG_LOST");
    }

    @Test
    void it_fails_when_its_execution_takes_too_long_whoever_says_what() {
      String id = baiChuan.publish(handler, "{}", ",\"timeout\":2");
      JsonNode message = baiChuan.claim(handler, 0).get(0);

      Eventually.within(SOON, () -> {
        baiChuan.heartbeat(message);
        assertThat(baiChuan.task(id).at("/task_info/result/stat").asText()).isEqualTo("ERR_MSG_TIMEOUT");
      });

      assertThat(baiChuan.finish(message, "{\"stat\":\"OK\"}")).isEqualTo("ERR_LEASE_LOST");
    }
  }

  @Nested
  class On_finish {
    @Test
    void its_handler_hears_of_the_end_once() {
      String listener = RunningBaiChuan.newHandler();
      String id = baiChuan.publish(handler, "{}", ",\"trace_id\":\"t1\",\"on_finish\":\"" + listener + "\"");
      baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_BIZ\",\"data\":{\"x\":1}}");

      JsonNode report = baiChuan.claim(listener, 5, 10);

      assertThat(report).hasSize(1);
      assertThat(report.at("/0/task_id").asText()).isEqualTo(id + ".1");
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
      assertThat(baiChuan.claim(listener, 1)).isEmpty();
    }

    @Test
    void a_loss_is_an_end_too() {
      String listener = RunningBaiChuan.newHandler();
      baiChuan.publish(handler, "{}", ",\"max_attempts\":1,\"on_finish\":\"" + listener + "\"");
      baiChuan.claim(handler, 0);

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

      assertThat(baiChuan.claim(listener, 5).at("/0/params/result/data").asInt()).isEqualTo(7);
      assertThat(hash(id)).doesNotContainKey("result");
    }
  }

  @Nested
  class For_a_demo_handler {
    @Test
    void it_is_executed_right_here() {
      String id = baiChuan.publish("/demo_api/hello", "{\"str_info\":{\"any\":\"value\"}}");

      Eventually.within(SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("OK"));
      assertThat(baiChuan.task(id).at("/task_info/result/str_info/any").asText()).isEqualTo("value");
    }

    @Test
    void a_missing_parameter_makes_it_fail() {
      String id = baiChuan.publish("/demo_api/hello", "{}");

      Eventually.within(SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED"));
      assertThat(baiChuan.task(id).path("message").asText()).contains("missing parameter 'str_info'");
    }

    @Test
    void the_handlers_are_endpoints_too() {
      assertThat(baiChuan.get("/demo_api/hello?str_info=%E4%BD%A0%E5%A5%BD").path("str_info").asText()).isEqualTo("你好");
      assertThat(baiChuan.get("/demo_api/hello?str_info=1&str_info=2").path("str_info")).hasSize(2);
      assertThat(baiChuan.get("/demo_api/ping").path("randstr").asText()).hasSizeBetween(86, 170).doesNotContain("+", "/", "=");
      assertThat(baiChuan.post("/demo_api/collect", "{\"all_taskdata\":[1,{\"a\":2}]}").at("/data/1/a").asInt()).isEqualTo(2);
    }
  }
}
