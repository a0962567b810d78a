package io.butterfly.baichuan.queue;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * How many messages wait, and for how long: for each of the handlers with most of them, and for the others together.
 */
@Singleton
public final class QueueDepths {
    /** Stands for all handlers that have no line of their own. */
    public static final String OTHERS = "other";

    private static final int MOST = 50;
    private static final int AT_ONCE = 500;

    private final RedisLink redis;
    private final Queues queues;
    private final QueueIndexes indexes;
    private final QueueBoard board;

    QueueDepths(RedisLink redis, Queues queues, QueueIndexes indexes, QueueBoard board) {
        this.redis = redis;
        this.queues = queues;
        this.indexes = indexes;
        this.board = board;
    }

    /** @param oldestMillis for how long the next message has been waiting, 0 when there is none */
    public record Depth(String handler, long count, long oldestMillis) {
        Depth and(Depth other) {
            return new Depth(handler, count + other.count, Math.max(oldestMillis, other.oldestMillis));
        }
    }

    public List<Depth> read() {
        List<String> handlers = queues.handlers();
        List<Depth> depths = new ArrayList<>();
        for (int from = 0; from < handlers.size(); from += AT_ONCE) {
            depths.addAll(depths(handlers.subList(from, Math.min(handlers.size(), from + AT_ONCE))));
        }
        return longest(depths, MOST);
    }

    private List<Depth> depths(List<String> handlers) {
        List<CompletionStage<Long>> counts = new ArrayList<>();
        List<CompletionStage<String>> heads = new ArrayList<>();
        for (String handler : handlers) {
            counts.add(indexes.count(handler, QueueSection.QUEUED));
            heads.add(redis.commands().lindex(Keys.queue(handler), 0));
        }
        List<Long> counted = await(counts);
        List<Long> ages = board.ages(await(heads));
        List<Depth> depths = new ArrayList<>();
        for (int i = 0; i < handlers.size(); i++) {
            depths.add(new Depth(handlers.get(i), counted.get(i), ages.get(i)));
        }
        return depths;
    }

    /** What has no line of its own is summed up in one more. */
    static List<Depth> longest(List<Depth> depths, int most) {
        List<Depth> sorted = depths.stream()
                .sorted(Comparator.comparingLong(Depth::count).reversed().thenComparing(Depth::handler))
                .toList();
        if (sorted.size() <= most) {
            return sorted;
        }
        List<Depth> longest = new ArrayList<>(sorted.subList(0, most));
        longest.add(sorted.subList(most, sorted.size()).stream().reduce(new Depth(OTHERS, 0, 0), Depth::and));
        return longest;
    }
}
