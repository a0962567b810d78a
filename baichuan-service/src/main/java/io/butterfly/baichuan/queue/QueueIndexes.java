package io.butterfly.baichuan.queue;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Scan;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The list and the sorted sets that a queue's messages stand in. */
@Singleton
public final class QueueIndexes {
    private static final int MOST_LOOKED_AT = 100_000;
    private static final int AT_ONCE = 1_000;

    private final RedisLink redis;

    QueueIndexes(RedisLink redis) {
        this.redis = redis;
    }

    public static String key(String handler, QueueSection section) {
        return switch (section) {
            case QUEUED -> Keys.queue(handler);
            case DELAYED -> Keys.delayed(handler);
            case STARTED -> Keys.wip(handler);
            case FINISHED -> Keys.finished(handler);
            case FAILED -> Keys.failed(handler);
        };
    }

    public CompletionStage<Long> count(String handler, QueueSection section) {
        if (section != QueueSection.QUEUED) {
            return redis.commands().zcard(key(handler, section));
        }
        return redis.commands().llen(Keys.queue(handler)).thenCombine(placed(handler), Long::sum);
    }

    /** Queued ones that are not in the list which Python workers take from. */
    CompletionStage<Long> placed(String handler) {
        CompletionStage<Long> grouped = redis.commands()
                .get(Keys.group(handler, ""))
                .thenApply(count -> count.isEmpty() ? 0 : Long.parseLong(count));
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
        long urgent = await(redis.commands().zcard(Keys.urgent(handler)));
        List<String> ids = new ArrayList<>();
        if (first < urgent) {
            ids.addAll(await(redis.commands().zrange(Keys.urgent(handler), first, last)));
        }
        if (last >= urgent) {
            ids.addAll(range(handler, section, Math.max(0, first - urgent), last - urgent));
        }
        return ids;
    }

    /** Some ids that may be claimed, wherever they wait: in the queue, with a priority, or in a group. */
    public List<String> claimable(String handler, int count) {
        List<String> ids = range(handler, QueueSection.QUEUED, 0, count - 1);
        if (ids.isEmpty()) {
            ids = await(redis.commands().zrange(Keys.urgent(handler), 0, count - 1));
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
        AtomicInteger seen = new AtomicInteger();
        Scan.fields(redis, Keys.place(handler), AT_ONCE, places -> {
            Map<String, String> grouped = new LinkedHashMap<>();
            places.forEach((id, place) -> {
                if (place.startsWith("=")) {
                    grouped.put(id, place.substring(1));
                }
            });
            return some.test(grouped) && seen.addAndGet(places.size()) < MOST_LOOKED_AT;
        });
    }

    /** Those of the ids that are neither announced nor delayed, and that no worker holds. */
    private List<String> waiting(String handler, List<String> ids) {
        if (ids.isEmpty()) {
            return ids;
        }
        List<List<Boolean>> elsewhere =
                await(Stream.of(Keys.pending(handler), Keys.delayed(handler), Keys.lease(handler))
                        .map(key -> redis.commands().zcontains(key, ids))
                        .toList());
        return IntStream.range(0, ids.size())
                .filter(i -> elsewhere.stream().noneMatch(isThere -> isThere.get(i)))
                .mapToObj(ids::get)
                .toList();
    }

    /** Places count from 0, from the end when negative. */
    public List<String> range(String handler, QueueSection section, long first, long last) {
        String key = key(handler, section);
        return await(
                section == QueueSection.QUEUED
                        ? redis.commands().lrange(key, first, last)
                        : redis.commands().zrange(key, first, last));
    }
}
