package io.butterfly.baichuan.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * The commands that steps send beside scripts, in terms of texts instead of the driver's types. A missing text is
 * empty. {@link Answers#await} waits for what they return.
 */
public final class Commands {
    private final RedisClusterAsyncCommands<String, byte[]> driver;

    Commands(RedisClusterAsyncCommands<String, byte[]> driver) {
        this.driver = driver;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[][] bytes(Collection<String> texts) {
        return texts.stream().map(Commands::bytes).toArray(byte[][]::new);
    }

    private static CompletionStage<String> text(CompletionStage<byte[]> value) {
        return value.thenApply(Answers::text);
    }

    private static CompletionStage<List<String>> texts(CompletionStage<? extends Collection<byte[]>> values) {
        return values.thenApply(all -> all.stream().map(Answers::text).toList());
    }

    public CompletionStage<String> get(String key) {
        return text(driver.get(key));
    }

    public CompletionStage<String> set(String key, String value) {
        return driver.set(key, bytes(value));
    }

    public CompletionStage<Long> del(String key) {
        return driver.del(key);
    }

    public CompletionStage<Long> exists(String key) {
        return driver.exists(key);
    }

    public CompletionStage<Boolean> expire(String key, Duration life) {
        return driver.expire(key, life);
    }

    /** Seconds; -1 for ever, -2 when there is no such key. */
    public CompletionStage<Long> ttl(String key) {
        return driver.ttl(key);
    }

    public CompletionStage<String> hget(String key, String field) {
        return text(driver.hget(key, field));
    }

    /** Those of the fields that are there. */
    public CompletionStage<Map<String, byte[]>> hmget(String key, String... fields) {
        return driver.hmget(key, fields).thenApply(found -> {
            Map<String, byte[]> values = new HashMap<>();
            found.stream().filter(KeyValue::hasValue).forEach(field -> values.put(field.getKey(), field.getValue()));
            return values;
        });
    }

    public CompletionStage<Map<String, byte[]>> hgetall(String key) {
        return driver.hgetall(key);
    }

    public CompletionStage<Boolean> hexists(String key, String field) {
        return driver.hexists(key, field);
    }

    /** The length of a field's value, 0 when it is missing. */
    public CompletionStage<Long> hstrlen(String key, String field) {
        return driver.hstrlen(key, field);
    }

    public CompletionStage<Long> hlen(String key) {
        return driver.hlen(key);
    }

    public CompletionStage<Long> hset(String key, Map<String, String> fields) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(name, bytes(value)));
        return driver.hset(key, values);
    }

    public CompletionStage<Boolean> hset(String key, String field, byte[] value) {
        return driver.hset(key, field, value);
    }

    public CompletionStage<Boolean> hsetnx(String key, String field, String value) {
        return driver.hsetnx(key, field, bytes(value));
    }

    public CompletionStage<Long> hdel(String key, String... fields) {
        return driver.hdel(key, fields);
    }

    public CompletionStage<Long> hincrby(String key, String field, long amount) {
        return driver.hincrby(key, field, amount);
    }

    public CompletionStage<Long> sadd(String key, String... members) {
        return driver.sadd(key, bytes(List.of(members)));
    }

    public CompletionStage<Long> srem(String key, Collection<String> members) {
        return driver.srem(key, bytes(members));
    }

    /** Adds a text to a stream, which keeps about so many of them, the newest. */
    public CompletionStage<String> xadd(String key, long length, String text) {
        return driver.xadd(key, XAddArgs.Builder.maxlen(length).approximateTrimming(), Map.of("text", bytes(text)));
    }

    /** The texts of a stream, the newest first. */
    public CompletionStage<List<String>> xrevrange(String key, long count) {
        return texts(driver.xrevrange(key, Range.unbounded(), Limit.from(count)).thenApply(entries -> entries.stream()
                .map(entry -> entry.getBody().get("text"))
                .toList()));
    }

    public CompletionStage<Long> scard(String key) {
        return driver.scard(key);
    }

    public CompletionStage<List<String>> smembers(String key) {
        return texts(driver.smembers(key));
    }

    /** For each member whether it is in the set. */
    public CompletionStage<List<Boolean>> smismember(String key, List<String> members) {
        return driver.smismember(key, bytes(members));
    }

    public CompletionStage<Long> llen(String key) {
        return driver.llen(key);
    }

    public CompletionStage<String> lindex(String key, long place) {
        return text(driver.lindex(key, place));
    }

    public CompletionStage<List<String>> lrange(String key, long first, long last) {
        return texts(driver.lrange(key, first, last));
    }

    public CompletionStage<Long> lrem(String key, long count, String member) {
        return driver.lrem(key, count, bytes(member));
    }

    public CompletionStage<Long> zcard(String key) {
        return driver.zcard(key);
    }

    public CompletionStage<Long> zadd(String key, double score, String member) {
        return driver.zadd(key, score, bytes(member));
    }

    /** Changes the score of a member that is there. */
    public CompletionStage<Long> zaddIfThere(String key, double score, String member) {
        return driver.zadd(key, ZAddArgs.Builder.xx(), score, bytes(member));
    }

    /** Adds a member that is not there. */
    public CompletionStage<Long> zaddIfMissing(String key, double score, String member) {
        return driver.zadd(key, ZAddArgs.Builder.nx(), score, bytes(member));
    }

    public CompletionStage<Long> zrem(String key, Collection<String> members) {
        return driver.zrem(key, bytes(members));
    }

    /** For each member whether it is in the sorted set. */
    public CompletionStage<List<Boolean>> zcontains(String key, List<String> members) {
        return driver.zmscore(key, bytes(members))
                .thenApply(scores -> scores.stream().map(Objects::nonNull).toList());
    }

    public CompletionStage<List<String>> zrange(String key, long first, long last) {
        return texts(driver.zrange(key, first, last));
    }

    /** At most so many members with a score in the range, the highest first. */
    public CompletionStage<List<String>> zrevrangebyscore(String key, long lowest, long highest, int most) {
        return texts(driver.zrevrangebyscore(key, Range.create(lowest, highest), Limit.from(most)));
    }

    public CompletionStage<Long> zremrangebyscore(String key, long lowest, long highest) {
        return driver.zremrangebyscore(key, Range.create(lowest, highest));
    }

    CompletionStage<Long> publish(String channel, String text) {
        return driver.publish(channel, bytes(text));
    }

    RedisClusterAsyncCommands<String, byte[]> driver() {
        return driver;
    }
}
