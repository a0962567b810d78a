package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.queue.Limits;
import io.butterfly.baichuan.queue.QueueRules;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Writes {@code mq:rules} and {@code mq:paused}, which {@code take.lua} and {@code pick.lua} read, and lets groups take
 * turns by a new limit.
 */
@Singleton
final class RedisQueueRules implements QueueRules {
    private static final byte[] YES = {'1'};

    private final RedisLink redis;
    private final QueueIndexes indexes;

    RedisQueueRules(RedisLink redis, QueueIndexes indexes) {
        this.redis = redis;
        this.indexes = indexes;
    }

    @Override
    public void limit(String handler, Limits limits) {
        Map<String, byte[]> set = new LinkedHashMap<>();
        put(set, "rate", limits.rate());
        put(set, "rate_period", limits.rate() > 0 ? limits.ratePeriod() : 0);
        put(set, "concurrency", limits.concurrency());
        put(set, "group_concurrency", limits.groupConcurrency());
        String[] unset = List.of("rate", "rate_period", "concurrency", "group_concurrency").stream()
                .filter(name -> !set.containsKey(name))
                .toArray(String[]::new);
        CompletionStage<Long> rate = redis.commands().del(Keys.rate(handler));
        CompletionStage<Long> added = set.isEmpty() ? rate : redis.commands().hset(Keys.rules(handler), set);
        CompletionStage<Long> removed =
                unset.length == 0 ? rate : redis.commands().hdel(Keys.rules(handler), unset);
        RedisLink.await(List.of(rate, added, removed));
        List<String> keys = Keys.places(handler, Keys.wip(handler), Keys.lease(handler));
        RedisLink.await(indexes.groups(handler).stream()
                .map(group -> redis.run(RedisSideAudit.REGROUP, keys, Args.of(group, 1)))
                .toList());
    }

    private static void put(Map<String, byte[]> set, String name, int value) {
        if (value > 0) {
            set.put(name, Integer.toString(value).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void pause(String handler) {
        RedisLink.await(redis.commands().set(Keys.paused(handler), YES));
    }

    @Override
    public void resume(String handler) {
        RedisLink.await(redis.commands().del(Keys.paused(handler)));
    }
}
