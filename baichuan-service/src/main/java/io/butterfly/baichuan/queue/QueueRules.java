package io.butterfly.baichuan.queue;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.changes.Before;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Limits and pauses that operators set for a queue; they hold for all replicas at once. */
@Singleton
public final class QueueRules {
    private static final List<String> NAMES = List.of("rate", "rate_period", "concurrency", "group_concurrency");

    private final RedisLink redis;
    private final QueueIndexes indexes;
    private final Groups groups;

    QueueRules(RedisLink redis, QueueIndexes indexes, Groups groups) {
        this.redis = redis;
        this.indexes = indexes;
        this.groups = groups;
    }

    /** Replaces those it had. */
    public void limit(String handler, Limits limits) {
        Before.was(() -> limits(handler));
        Map<String, String> set = new LinkedHashMap<>();
        put(set, "rate", limits.rate());
        put(set, "rate_period", limits.rate() > 0 ? limits.ratePeriod() : 0);
        put(set, "concurrency", limits.concurrency());
        put(set, "group_concurrency", limits.groupConcurrency());
        String[] unset = NAMES.stream().filter(name -> !set.containsKey(name)).toArray(String[]::new);
        CompletionStage<Long> rate = redis.commands().del(Keys.rate(handler));
        CompletionStage<Long> added = set.isEmpty() ? rate : redis.commands().hset(Keys.rules(handler), set);
        CompletionStage<Long> removed =
                unset.length == 0 ? rate : redis.commands().hdel(Keys.rules(handler), unset);
        await(List.of(rate, added, removed));
        await(indexes.groups(handler).stream()
                .map(group -> groups.look(handler, group, true, List.of()))
                .toList());
    }

    /** Those that are set. */
    private Map<String, String> limits(String handler) {
        Map<String, String> limits = new LinkedHashMap<>();
        await(redis.commands().hmget(Keys.rules(handler), NAMES.toArray(String[]::new)))
                .forEach((name, value) -> limits.put(name, Answers.text(value)));
        return limits.isEmpty() ? Map.of("limits", "none") : limits;
    }

    private static void put(Map<String, String> set, String name, int value) {
        if (value > 0) {
            set.put(name, Integer.toString(value));
        }
    }

    /** No message can be claimed until it is resumed. What is being executed goes on. */
    public void pause(String handler) {
        Before.was(() -> paused(handler));
        await(redis.commands().set(Keys.paused(handler), "1"));
    }

    public void resume(String handler) {
        Before.was(() -> paused(handler));
        await(redis.commands().del(Keys.paused(handler)));
    }

    private Map<String, Boolean> paused(String handler) {
        return Map.of("paused", await(redis.commands().exists(Keys.paused(handler))) > 0);
    }
}
