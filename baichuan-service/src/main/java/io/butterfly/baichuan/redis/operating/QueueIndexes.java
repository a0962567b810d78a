package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The list and the sorted sets that a queue's messages stand in. */
@Singleton
final class QueueIndexes {
    private static final int MOST_LOOKED_AT = 100_000;
    private static final ScanArgs AT_ONCE = ScanArgs.Builder.limit(1_000);

    private final RedisLink redis;

    QueueIndexes(RedisLink redis) {
        this.redis = redis;
    }

    static String key(String handler, QueueSection section) {
        return switch (section) {
            case QUEUED -> Keys.queue(handler);
            case DELAYED -> Keys.delayed(handler);
            case STARTED -> Keys.wip(handler);
            case FINISHED -> Keys.finished(handler);
            case FAILED -> Keys.failed(handler);
        };
    }

    CompletionStage<Long> count(String handler, QueueSection section) {
        if (section != QueueSection.QUEUED) {
            return redis.commands().zcard(key(handler, section));
        }
        return redis.commands().llen(Keys.queue(handler)).thenCombine(placed(handler), Long::sum);
    }

    /** Queued ones that are not in the list which Python workers take from. */
    CompletionStage<Long> placed(String handler) {
        CompletionStage<Long> grouped = redis.commands()
                .get(Keys.group(handler, ""))
                .thenApply(count -> count == null ? 0 : Answers.number(count));
        return redis.commands().zcard(Keys.urgent(handler)).thenCombine(grouped, Long::sum);
    }

    /** How many stand in line: of the queued ones those without a group, in the order in which they are claimed. */
    CompletionStage<Long> lined(String handler, QueueSection section) {
        return section == QueueSection.QUEUED
                ? redis.commands()
                        .llen(Keys.queue(handler))
                        .thenCombine(redis.commands().zcard(Keys.urgent(handler)), Long::sum)
                : redis.commands().zcard(key(handler, section));
    }

    /** A piece of the line; places count from 0. */
    List<String> line(String handler, QueueSection section, long first, long last) {
        if (section != QueueSection.QUEUED) {
            return range(handler, section, first, last);
        }
        long urgent = RedisLink.await(redis.commands().zcard(Keys.urgent(handler)));
        List<String> ids = new ArrayList<>();
        if (first < urgent) {
            RedisLink.await(redis.commands().zrange(Keys.urgent(handler), first, last))
                    .forEach(id -> ids.add(Answers.text(id)));
        }
        if (last >= urgent) {
            ids.addAll(range(handler, section, Math.max(0, first - urgent), last - urgent));
        }
        return ids;
    }

    /** Some ids that may be claimed, wherever they wait: in the queue, with a priority, or in a group. */
    List<String> claimable(String handler, int count) {
        List<String> ids = range(handler, QueueSection.QUEUED, 0, count - 1);
        if (ids.isEmpty()) {
            ids = RedisLink.await(redis.commands().zrange(Keys.urgent(handler), 0, count - 1)).stream()
                    .map(Answers::text)
                    .toList();
        }
        return ids.isEmpty() ? grouped(handler, 0, count) : ids;
    }

    /**
     * Claimable ids of all groups, in no order that means anything; only the first {@value #MOST_LOOKED_AT} are looked
     * at.
     */
    List<String> grouped(String handler, long skipped, int count) {
        Set<String> found = new LinkedHashSet<>(); // a scan may say one twice
        scan(handler, some -> {
            found.addAll(waiting(handler, List.copyOf(some.keySet())));
            return found.size() < skipped + count;
        });
        return found.stream().skip(skipped).limit(count).toList();
    }

    /** The groups that messages belong to, looked for in the same way. */
    Set<String> groups(String handler) {
        Set<String> groups = new HashSet<>();
        scan(handler, some -> {
            groups.addAll(some.values());
            return true;
        });
        return groups;
    }

    /** @param some gets ids and their groups, and says whether it wants more */
    private void scan(String handler, Predicate<Map<String, String>> some) {
        ScanCursor cursor = ScanCursor.INITIAL;
        boolean isWanted = true;
        for (int seen = 0; isWanted && seen < MOST_LOOKED_AT && !cursor.isFinished(); ) {
            MapScanCursor<String, byte[]> step =
                    RedisLink.await(redis.commands().hscan(Keys.place(handler), cursor, AT_ONCE));
            Map<String, String> grouped = new LinkedHashMap<>();
            step.getMap().forEach((id, place) -> {
                if (place[0] == '=') {
                    grouped.put(id, Answers.text(place).substring(1));
                }
            });
            isWanted = some.test(grouped);
            seen += step.getMap().size();
            cursor = step;
        }
    }

    /** Those of the ids that are neither announced, nor delayed, nor in a hand. */
    private List<String> waiting(String handler, List<String> ids) {
        if (ids.isEmpty()) {
            return ids;
        }
        byte[][] members = RedisAudit.bytes(ids);
        List<List<Double>> elsewhere =
                RedisLink.await(Stream.of(Keys.pending(handler), Keys.delayed(handler), Keys.lease(handler))
                        .map(key -> redis.commands().zmscore(key, members))
                        .toList());
        return IntStream.range(0, ids.size())
                .filter(i -> elsewhere.stream().allMatch(scores -> scores.get(i) == null))
                .mapToObj(ids::get)
                .toList();
    }

    /** Places count from 0, from the end when negative. */
    List<String> range(String handler, QueueSection section, long first, long last) {
        String key = key(handler, section);
        var ids = section == QueueSection.QUEUED
                ? redis.commands().lrange(key, first, last)
                : redis.commands().zrange(key, first, last);
        return RedisLink.await(ids).stream().map(Answers::text).toList();
    }
}
