package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.TestRedis;
import io.butterfly.baichuan.claim.ClaimSteps;
import io.butterfly.baichuan.claim.Started;
import io.butterfly.baichuan.finish.FinishSteps;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.IndexSteps;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.PublishSteps;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A message and a process that dies between two steps: the test takes the steps before, looks that an index still knows
 * the id, lets the time pass that a living process would have needed, and ticks recovery. No loop runs by itself in
 * this application.
 */
abstract class Crash {
    static final ApplicationContext context =
            ApplicationContext.run(Map.of("butterfly.redis.url", TestRedis.url(), "baichuan.lease", "60s"));
    static final PublishSteps publishing = context.getBean(PublishSteps.class);
    static final ClaimSteps claiming = context.getBean(ClaimSteps.class);
    static final FinishSteps finishing = context.getBean(FinishSteps.class);
    static final IndexSteps indexing = context.getBean(IndexSteps.class);
    static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    }

    final String handler = "/test/" + UUID.randomUUID();
    final String listener = handler + "/done";
    static final Duration LEASE = Duration.ofSeconds(60);

    final Draft draft = new Draft(
            UUID.randomUUID().toString(),
            false,
            handler,
            "{}",
            Options.DEFAULTS.withOnFinish(listener),
            Unique.NO,
            new Draft.Origin("trace", "10.0.0.1", ""));
    final String id = draft.id();

    /** The report that recovery will publish on the message's end. */
    Draft report() {
        String reportId = finishing.ended(List.of(id)).getFirst().reportId();
        return new Draft(
                reportId,
                false,
                listener,
                "{}",
                Options.DEFAULTS,
                Unique.NO,
                new Draft.Origin("trace", "10.0.0.1", id));
    }

    static void recover() {
        context.getBean(RecoveryLoop.class).tick();
    }

    void publish() {
        context.getBean(Publishing.class).publish(List.of(draft));
    }

    List<String> take() {
        return claiming.take(handler, 10, LEASE).ids();
    }

    Execution claim() {
        return begin(handler, take()).executions().getFirst();
    }

    static Started begin(String handler, List<String> taken) {
        ClaimSteps.Taken ids = new ClaimSteps.Taken(taken, System.currentTimeMillis() + LEASE.toMillis());
        return claiming.start(handler, ids, 4 << 20, new ClaimSteps.Taker("w:0:1", LEASE, UUID.randomUUID() + "."));
    }

    List<Ended> end(Execution message) {
        Outcome.End end = new Outcome.End(message.id(), message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"));
        return finishing.end(List.of(end)).stream()
                .map(one -> ((LeaseResult.Accepted<Ended>) one).written())
                .toList();
    }

    String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    String status() {
        return redis.hget("mq:msg:" + id, "status");
    }

    boolean isIndexed() {
        return redis.zscore(key("pending"), id) != null
                || redis.zscore(key("delayed"), id) != null
                || redis.zscore(key("wip"), id) != null
                || redis.lrange(key("queue"), 0, -1).contains(id);
    }

    void theAnnouncementGrowsOld() {
        redis.zadd(key("pending"), 1, id);
    }

    void theLeaseRunsOut() {
        if (redis.hexists("mq:msg:" + id, "lease_until")) {
            redis.hset("mq:msg:" + id, "lease_until", "1");
        }
        redis.zadd(key("lease"), 1, id); // last, because another test's recovery may look at any moment
    }

    void assertIsExecutedOnce(int attempt) {
        Execution message = claim();
        assertThat(message.id()).isEqualTo(id);
        assertThat(message.attempt()).isEqualTo(attempt);
        assertThat(take()).isEmpty();
        Outcome.End end = new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"));
        assertThat(context.getBean(Finishes.class).finish(List.of(end))).hasToString("[OK]");
        assertIsOver();
    }

    void assertIsOver() {
        assertThat(status()).isEqualTo("finished");
        assertThat(isIndexed()).isFalse();
        assertThat(redis.zscore(key("lease"), id)).isNull();
        assertThat(redis.zscore(key("finished"), id)).isNotNull();
        assertThat(redis.zscore(key("ending"), id)).isNull();
        assertThat(redis.ttl("mq:msg:" + id)).isPositive();
        assertThat(waiting(listener)).as("reports of its end").hasSize(1);
    }

    /** Two recoveries that publish one message at once may list it twice: who takes it drops the second listing. */
    static Set<String> waiting(String handler) {
        return Set.copyOf(redis.lrange("mq:queue:{" + handler + "}", 0, -1));
    }
}
