package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.claim.ClaimStore;
import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Judged;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.PublishStore;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.embedded.Servers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The process dies between two steps: the test takes the steps before, looks that an index still knows the id, lets the time pass that a
 * living process would have needed, and ticks recovery. No loop runs by itself in this application.
 */
class CrashTest {
  private static ApplicationContext context;
  private static PublishStore publishing;
  private static ClaimStore claiming;
  private static FinishStore finishing;
  private static RedisClient redisClient;
  private static RedisCommands<String, String> redis;

  private final String handler = "/test/" + UUID.randomUUID();
  private final String listener = handler + "/done";
  private final Draft draft = new Draft(UUID.randomUUID().toString(), handler, "{}", 180, 86_400, 3, listener, "trace", "10.0.0.1", "");
  private final String id = draft.id();

  @BeforeAll
  static void start() {
    context = ApplicationContext.run(Map.of("butterfly.redis.url", Servers.redis().url(), "baichuan.lease", "60s"));
    publishing = context.getBean(PublishStore.class);
    claiming = context.getBean(ClaimStore.class);
    finishing = context.getBean(FinishStore.class);
    redisClient = RedisClient.create(Servers.redis().url());
    redis = redisClient.connect().sync();
  }

  @AfterAll
  static void stop() {
    context.close();
    redisClient.shutdown();
  }

  private static void recover() {
    context.getBean(RecoveryLoop.class).tick();
  }

  private void publish() {
    context.getBean(Publishing.class).publish(List.of(draft));
  }

  private List<String> take() {
    return claiming.take(handler, 10);
  }

  private Execution claim() {
    return claiming.start(handler, take(), "w:0:1").getFirst();
  }

  private List<Ended> end(Execution message) {
    Outcome.End end = new Outcome.End(message.id(), message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"));
    return finishing.end(List.of(end)).stream().map(one -> ((Judged.Accepted<Ended>) one).written()).toList();
  }

  private String key(String index) {
    return "mq:" + index + ":{" + handler + "}";
  }

  private String status() {
    return redis.hget("mq:msg:" + id, "status");
  }

  private boolean isIndexed() {
    return redis.zscore(key("pending"), id) != null
        || redis.zscore(key("delayed"), id) != null
        || redis.zscore(key("wip"), id) != null
        || redis.lrange(key("queue"), 0, -1).contains(id);
  }

  private void theAnnouncementGrowsOld() {
    redis.zadd(key("pending"), 1, id);
  }

  private void theLeaseRunsOut() {
    if (redis.hexists("mq:msg:" + id, "lease_until")) {
      redis.hset("mq:msg:" + id, "lease_until", "1");
    }
    redis.zadd(key("lease"), 1, id); // last, because another test's recovery may look at any moment
  }

  private void assertIsExecutedOnce(int attempt) {
    Execution message = claim();
    assertThat(message.id()).isEqualTo(id);
    assertThat(message.attempt()).isEqualTo(attempt);
    assertThat(take()).isEmpty();
    Outcome.End end = new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"));
    assertThat(context.getBean(Finishes.class).finish(List.of(end))).hasToString("[OK]");
    assertIsOver();
  }

  private void assertIsOver() {
    assertThat(status()).isEqualTo("finished");
    assertThat(isIndexed()).isFalse();
    assertThat(redis.zscore(key("lease"), id)).isNull();
    assertThat(redis.zscore(key("finished"), id)).isNotNull();
    assertThat(redis.zscore(key("ending"), id)).isNull();
    assertThat(redis.ttl("mq:msg:" + id)).isPositive();
    assertThat(redis.llen("mq:queue:{" + listener + "}")).as("reports of its end").isEqualTo(1);
  }

  @Nested
  class While_it_is_published {
    @Test
    void after_announcing_nothing_was_published_and_nothing_is_left() {
      publishing.announce(List.of(draft));
      assertThat(isIndexed()).isTrue();
      recover();
      assertThat(isIndexed()).as("it is still the publisher's business").isTrue();

      theAnnouncementGrowsOld();
      recover();

      assertThat(isIndexed()).isFalse();
      assertThat(redis.zscore(key("ending"), id)).isNull();
      assertThat(status()).isNull();
    }

    @Test
    void after_creating_it_is_enqueued() {
      publishing.create(List.of(draft), publishing.announce(List.of(draft)));
      assertThat(isIndexed()).isTrue();
      recover();
      assertThat(take()).isEmpty();

      theAnnouncementGrowsOld();
      recover();

      assertIsExecutedOnce(1);
    }

    @Test
    void a_publisher_that_was_only_slow_enqueues_nothing_twice() {
      publishing.create(List.of(draft), publishing.announce(List.of(draft)));
      theAnnouncementGrowsOld();
      recover();

      publishing.enqueue(List.of(draft));

      assertIsExecutedOnce(1);
    }

    @Test
    void a_publisher_that_is_too_slow_may_not_create_what_recovery_forgets() {
      long announced = publishing.announce(List.of(draft));

      assertThat(publishing.create(List.of(draft), announced - PublishStore.ANNOUNCED.toMillis())).isEmpty();
      assertThat(status()).isNull();
    }

    @Test
    void a_second_publisher_completes_what_the_first_left() {
      publishing.create(List.of(draft), publishing.announce(List.of(draft)));

      publishing.announce(List.of(draft));
      publishing.create(List.of(draft), publishing.announce(List.of(draft)));
      publishing.enqueue(List.of(draft));

      assertIsExecutedOnce(1);
    }

    @Test
    void an_id_that_is_announced_again_while_it_is_executed_is_not_executed_twice() {
      publish();
      Execution message = claim();
      publishing.announce(List.of(draft));
      publishing.enqueue(List.of(draft));
      assertThat(take()).isEmpty();

      context.getBean(Finishes.class).finish(List.of(new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"))));

      assertIsOver();
    }
  }

  @Nested
  class While_it_is_claimed {
    @Test
    void after_taking_it_returns_and_no_attempt_is_lost() {
      publish();
      take();
      assertThat(isIndexed()).isTrue();

      theLeaseRunsOut();
      recover();

      assertIsExecutedOnce(1);
    }

    @Test
    void after_starting_an_attempt_is_lost() {
      publish();
      Execution lost = claim();
      assertThat(isIndexed()).isTrue();

      theLeaseRunsOut();
      recover();

      Outcome late = new Outcome.End(id, lost.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"));
      assertThat(context.getBean(Finishes.class).finish(List.of(late))).hasToString("[ERR_LEASE_LOST]");
      assertIsExecutedOnce(2);
    }

    @Test
    void an_id_that_was_listed_twice_is_handed_out_once() {
      publish();
      redis.rpush(key("queue"), id);

      assertIsExecutedOnce(1);
    }

    @Test
    void an_id_that_a_dead_python_worker_never_let_go_of_is_handed_out() {
      redis.zadd(key("wip"), 1, id);
      publish();

      assertIsExecutedOnce(1);
    }

    @Test
    void what_a_living_python_worker_executes_is_left_to_it_although_it_is_listed_again() {
      publish();
      redis.lpop(key("queue"));
      redis.zadd(key("wip"), 4_000_000_000.0, id);
      redis.hset("mq:msg:" + id, Map.of("status", "started", "handle_worker", "python:1:1"));
      redis.rpush(key("queue"), id);

      assertThat(claiming.start(handler, take(), "w:0:1")).isEmpty();
      theLeaseRunsOut();
      recover();

      assertThat(status()).isEqualTo("started");
      assertThat(redis.llen(key("queue"))).isZero();
      assertThat(redis.zscore(key("wip"), id)).isNotNull();
    }

    @Test
    void a_listing_of_an_ended_message_disappears() {
      publish();
      redis.rpush(key("queue"), id);
      Execution message = claiming.start(handler, claiming.take(handler, 1), "w:0:1").getFirst();
      context.getBean(Finishes.class).finish(List.of(new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"))));

      assertThat(claiming.start(handler, take(), "w:0:1")).isEmpty();
      theLeaseRunsOut();
      recover();

      assertIsOver();
    }

    @Test
    void a_lease_that_was_renewed_on_the_hash_only_still_holds() {
      publish();
      Execution message = claim();
      redis.zadd(key("lease"), 1, id);

      recover();

      assertThat(status()).isEqualTo("started");
      assertThat(redis.zscore(key("lease"), id)).isGreaterThan(1);
      assertThat(end(message)).hasSize(1);
    }
  }

  @Nested
  class While_it_is_finished {
    @Test
    void after_the_hash_the_index_follows_and_the_end_is_reported() {
      publish();
      end(claim());
      assertThat(status()).isEqualTo("finished");
      assertThat(isIndexed()).isTrue();

      theLeaseRunsOut();
      recover();
      recover();

      assertIsOver();
    }

    @Test
    void after_the_index_the_end_is_reported() {
      publish();
      finishing.conclude(end(claim()), FinishStore.WHENEVER);
      assertThat(redis.ttl("mq:msg:" + id)).as("kept until its end is reported").isEqualTo(-1);

      recover();

      assertIsOver();
    }

    @Test
    void after_reporting_it_is_reported_once_all_the_same() {
      publish();
      finishing.conclude(end(claim()), FinishStore.WHENEVER);
      Draft report = new Draft(id + ".1", listener, "{}", 180, 86_400, 3, "", "trace", "10.0.0.1", id);
      context.getBean(Publishing.class).publish(List.of(report));

      recover();

      assertIsOver();
    }
  }

  @Nested
  class While_it_is_given_back {
    @Test
    void after_the_hash_the_index_follows() {
      publish();
      Execution message = claim();
      finishing.requeue(List.of(new Outcome.Requeue(id, message.lease(), 0, false, 0)));
      assertThat(status()).isEqualTo("queued");
      assertThat(isIndexed()).isTrue();

      theLeaseRunsOut();
      recover();

      assertIsExecutedOnce(1);
    }

    @Test
    void it_still_waits_until_it_is_due() {
      publish();
      Execution message = claim();
      finishing.requeue(List.of(new Outcome.Requeue(id, message.lease(), 0, true, 60_000)));

      theLeaseRunsOut();
      recover();

      assertThat(take()).isEmpty();
      assertThat(redis.zscore(key("delayed"), id)).isNotNull();
      redis.zadd(key("delayed"), 1, id);
      recover();
      assertIsExecutedOnce(2);
    }

    @Test
    void giving_back_twice_lists_it_once() {
      publish();
      Execution message = claim();
      finishing.requeue(List.of(new Outcome.Requeue(id, message.lease(), 0, false, 0)));
      finishing.giveBack(List.of(new Requeued(id, handler, 0)), FinishStore.WHENEVER);
      finishing.giveBack(List.of(new Requeued(id, handler, 0)), FinishStore.WHENEVER);

      assertIsExecutedOnce(1);
    }
  }

  @Test
  void a_recovery_that_looked_long_ago_takes_nothing_from_a_new_hand() {
    publish();
    take();

    finishing.giveBack(List.of(new Requeued(id, handler, 0)), 1);
    context.getBean(RecoveryStore.class).drop(handler, List.of(id), 1);

    assertThat(redis.zscore(key("wip"), id)).isNotNull();
    assertThat(redis.zscore(key("ending"), id)).isNotNull();
    assertThat(redis.llen(key("queue"))).isZero();
  }

  @Test
  void a_message_that_was_deleted_in_a_hand_leaves_nothing() {
    publish();
    claim();
    redis.del("mq:msg:" + id);

    theLeaseRunsOut();
    recover();

    assertThat(isIndexed()).isFalse();
    assertThat(redis.zscore(key("lease"), id)).isNull();
    assertThat(redis.zscore(key("ending"), id)).isNull();
  }
}
