package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.baichuan.TestRedis;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.TestDriver;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import io.micronaut.context.ApplicationContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A publisher puts an id into each handler's name. The test makes recovery tick. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the Redis of ManyHandlersTest")
@Order(2)
class ManyHandlersTest {
    private static final int MANY = 100_000;
    private static final int AT_ONCE = 1_000;
    private static final TestRedis own = TestRedis.own("many-handlers");
    private static final RedisClusterCommands<String, String> redis = own.look(StringCodec.UTF8);

    private final ApplicationContext context =
            ApplicationContext.run(Map.of("butterfly.redis.url", own.address(), "baichuan.queue.forget-after", "0s"));
    private final String handler = "/test/" + UUID.randomUUID();

    @AfterEach
    void close() {
        context.close();
    }

    private void recover() {
        context.getBean(RecoveryLoop.class).tick();
    }

    private static String queue(String handler) {
        return "mq:queue:{" + handler + "}";
    }

    private void eachPiece(Consumer<String[]> work) {
        for (int from = 0; from < MANY; from += AT_ONCE) {
            int first = from;
            work.accept(IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> "/many/" + (first + i))
                    .toArray(String[]::new));
        }
    }

    private void assertIsDueOnTime() {
        Draft draft = new Draft(
                UUID.randomUUID().toString(),
                false,
                handler,
                "{}",
                Options.DEFAULTS,
                Unique.NO,
                new Draft.Origin("trace", "10.0.0.1", ""));
        context.getBean(Publishing.class).publish(List.of(draft));
        redis.del(queue(handler));
        redis.zadd("mq:delayed:{" + handler + "}", 4e12, draft.id());
        recover();
        assertThat(redis.zscore("mq:delayed:{" + handler + "}", draft.id())).isNotNull();

        redis.zadd("mq:delayed:{" + handler + "}", 1, draft.id());
        recover();

        assertThat(redis.lrange(queue(handler), 0, -1)).as("in the next turn").containsExactly(draft.id());
        redis.del(queue(handler));
    }

    @Test
    void a_hundred_thousand_handlers_keep_nothing_else_waiting_and_are_forgotten_when_they_are_empty() {
        RedisLink link = context.getBean(RedisLink.class);
        eachPiece(handlers -> {
            redis.sadd(
                    "mq:queues",
                    Arrays.stream(handlers).map(ManyHandlersTest::queue).toArray(String[]::new));
            Answers.await(Arrays.stream(handlers)
                    .map(one -> TestDriver.of(link).rpush(queue(one), "an id".getBytes()))
                    .toList());
        });
        assertIsDueOnTime();
        assertIsDueOnTime();
        Queues queues = context.getBean(Queues.class);
        assertThat(queues.handlers()).hasSizeLessThanOrEqualTo(Queues.MANY);
        assertThat(queues.count()).isGreaterThanOrEqualTo(MANY);

        eachPiece(handlers ->
                redis.del(Arrays.stream(handlers).map(ManyHandlersTest::queue).toArray(String[]::new)));
        assertIsDueOnTime();
        for (int turn = 0; turn < 500 && queues.count() > 1; turn++) {
            recover();
        }

        assertThat(queues.count()).isLessThanOrEqualTo(1);
        assertThat(redis.keys("mq:totals:*")).as("what is left of them").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_handler_with_a_foreign_key_for_an_index_keeps_no_other_waiting() {
        String foreign = handler + "/foreign";
        redis.sadd("mq:queues", queue(foreign), queue(handler));
        redis.set("mq:delayed:{" + foreign + "}", "no sorted set");
        redis.zadd("mq:delayed:{" + handler + "}", 1, "an id");

        assertThatThrownBy(this::recover).hasMessageContaining("WRONGTYPE");

        assertThat(redis.lrange(queue(handler), 0, -1)).containsExactly("an id");
        redis.del("mq:delayed:{" + foreign + "}", queue(handler));
        redis.srem("mq:queues", queue(foreign), queue(handler));
    }

    @Test
    void a_handler_that_somebody_publishes_for_in_the_moment_it_is_forgotten_is_known_again() {
        redis.sadd("mq:queues", queue(handler));
        recover();
        recover();
        assertThat(redis.sismember("mq:queues", queue(handler))).isFalse();

        redis.rpush(queue(handler), "its name was known when its publisher looked");
        for (int turn = 0; turn < 100; turn++) {
            recover();
        }

        assertThat(redis.sismember("mq:queues", queue(handler))).isTrue();
        redis.del(queue(handler));
    }

    @Test
    void a_handler_that_is_paused_or_limited_or_has_ended_messages_is_not_forgotten() {
        redis.sadd(
                "mq:queues",
                queue(handler + "/paused"),
                queue(handler + "/limited"),
                queue(handler + "/ended"),
                queue(handler + "/empty"));
        redis.set("mq:paused:{" + handler + "/paused}", "1");
        redis.hset("mq:rules:{" + handler + "/limited}", "rate", "5");
        redis.zadd("mq:finished:{" + handler + "/ended}", 4_000_000_000.0, "id");
        redis.hset("mq:rules:{" + handler + "/empty}", "ordered", "1");
        redis.set("mq:group:{" + handler + "/empty}:", "0");

        recover();
        recover();

        assertThat(redis.smembers("mq:queues"))
                .contains(queue(handler + "/paused"), queue(handler + "/limited"), queue(handler + "/ended"))
                .doesNotContain(queue(handler + "/empty"));
        assertThat(redis.exists("mq:rules:{" + handler + "/empty}", "mq:group:{" + handler + "/empty}:"))
                .isZero();
    }

    @Test
    void a_handler_that_had_messages_between_two_looks_is_not_empty_for_long() {
        redis.sadd("mq:queues", queue(handler));
        recover();

        redis.hincrby("mq:totals:{" + handler + "}", "published", 1);
        recover();
        assertThat(redis.sismember("mq:queues", queue(handler))).isTrue();

        recover();
        assertThat(redis.sismember("mq:queues", queue(handler))).isFalse();
    }
}
