package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.await;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValueScanCursor;
import io.lettuce.core.ValueScanCursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Walks over keys and over what large keys hold, some at a time; what changes meanwhile may come twice or not at all.
 */
public final class Scan {
    /** Where the walk over a set begins, and where it is when it has ended. */
    public static final String START = "0";

    private Scan() {}

    /** @param next where the others begin */
    public record Members(List<String> members, String next) {}

    /** @param member of a sorted set */
    public record Scored(String member, double score) {}

    /** Some members of a set, from a place on. */
    public static Members members(RedisLink redis, String key, String place, int some) {
        ValueScanCursor<byte[]> step =
                await(redis.commands().driver().sscan(key, ScanCursor.of(place), ScanArgs.Builder.limit(some)));
        List<String> members = step.getValues().stream().map(Answers::text).toList();
        return new Members(members, step.isFinished() ? START : step.getCursor());
    }

    /** All members of a sorted set. */
    public static void scored(RedisLink redis, String key, int some, Consumer<List<Scored>> consumer) {
        ScanArgs args = ScanArgs.Builder.limit(some);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScoredValueScanCursor<byte[]> step = await(redis.commands().driver().zscan(key, cursor, args));
            consumer.accept(step.getValues().stream()
                    .map(value -> new Scored(Answers.text(value.getValue()), value.getScore()))
                    .toList());
            cursor = step;
        } while (!cursor.isFinished());
    }

    /** The fields of a hash, for as long as the consumer wants more. */
    public static void fields(RedisLink redis, String key, int some, Predicate<Map<String, String>> wantsMore) {
        ScanArgs args = ScanArgs.Builder.limit(some);
        ScanCursor cursor = ScanCursor.INITIAL;
        boolean isWanted = true;
        while (isWanted && !cursor.isFinished()) {
            MapScanCursor<String, byte[]> step = await(redis.commands().driver().hscan(key, cursor, args));
            Map<String, String> fields = new LinkedHashMap<>();
            step.getMap().forEach((name, value) -> fields.put(name, Answers.text(value)));
            isWanted = wantsMore.test(fields);
            cursor = step;
        }
    }

    /** All keys of a pattern. */
    public static void keys(RedisLink redis, String pattern, int some, Consumer<List<String>> consumer) {
        ScanArgs args = ScanArgs.Builder.limit(some).match(pattern);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> step = await(redis.commands().driver().scan(cursor, args));
            if (!step.getKeys().isEmpty()) {
                consumer.accept(step.getKeys());
            }
            cursor = step;
        } while (!cursor.isFinished());
    }
}
