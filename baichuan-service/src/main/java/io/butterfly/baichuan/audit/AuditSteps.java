package io.butterfly.baichuan.audit;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Scan;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Walks over everything in small steps, a few hundred ids each. */
@Singleton
final class AuditSteps {
    private static final int STEP = 500;
    private static final long YOUNG_MILLIS = Duration.ofMinutes(1).toMillis();

    private final RedisLink redis;
    private final Queues queues;
    private final SeenMessages messages;
    private final Clock clock;

    AuditSteps(RedisLink redis, Queues queues, SeenMessages messages, Clock clock) {
        this.redis = redis;
        this.queues = queues;
        this.messages = messages;
        this.clock = clock;
    }

    /** The indexes of a handler that hold ids. */
    enum Index {
        QUEUE,
        URGENT,
        DELAYED,
        WIP,
        LEASE,
        FINISHED,
        FAILED,
        ENDING
    }

    /** An index that has ids. */
    record Listing(String handler, Index index, long size) {}

    /** All handlers, some at a time, a few perhaps twice. */
    void eachHandler(Consumer<List<String>> some) {
        String place = Queues.Some.START;
        do {
            Queues.Some step = queues.some(place, STEP);
            some.accept(step.handlers());
            place = step.next();
        } while (!place.equals(Queues.Some.START));
    }

    List<Listing> listings(Collection<String> handlers) {
        List<CompletionStage<Listing>> answers = new ArrayList<>();
        for (String handler : handlers) {
            for (Index index : Index.values()) {
                String key = key(handler, index);
                CompletionStage<Long> size = index == Index.QUEUE
                        ? redis.commands().llen(key)
                        : redis.commands().zcard(key);
                answers.add(size.thenApply(ids -> new Listing(handler, index, ids)));
            }
        }
        return await(answers).stream().filter(listing -> listing.size() > 0).toList();
    }

    private static String key(String handler, Index index) {
        return switch (index) {
            case QUEUE -> Keys.queue(handler);
            case URGENT -> Keys.urgent(handler);
            case DELAYED -> Keys.delayed(handler);
            case WIP -> Keys.wip(handler);
            case LEASE -> Keys.lease(handler);
            case FINISHED -> Keys.finished(handler);
            case FAILED -> Keys.failed(handler);
            case ENDING -> Keys.ending(handler);
        };
    }

    /** All messages, some at a time, a few perhaps twice. */
    void eachMessage(Consumer<List<Seen>> some) {
        eachKey(
                Keys.message("*"),
                keys -> some.accept(messages.read(keys.stream().map(Keys::idOf).toList())));
    }

    /** All keys of a pattern, in the same way. */
    void eachKey(String pattern, Consumer<List<String>> some) {
        Scan.keys(redis, pattern, STEP, some);
    }

    /** All ids of an index, in the same way. */
    void eachId(String handler, Index index, Consumer<List<String>> some) {
        if (index == Index.QUEUE) {
            eachQueued(Keys.queue(handler), some);
            return;
        }
        Scan.scored(redis, key(handler, index), STEP, scored -> {
            List<String> ids = scored.stream()
                    .filter(one -> isSettled(index, one.score()))
                    .map(Scan.Scored::member)
                    .toList();
            if (!ids.isEmpty()) {
                some.accept(ids);
            }
        });
    }

    /** From the end: ids that leave at the front meanwhile, or come at the end, make us miss nothing. */
    void eachQueued(String key, Consumer<List<String>> some) {
        List<String> ids = await(redis.commands().lrange(key, -STEP, -1));
        for (long seen = STEP; !ids.isEmpty(); seen += STEP) {
            some.accept(ids);
            ids = await(redis.commands().lrange(key, -seen - STEP, -seen - 1));
        }
    }

    /** Ids that are about to expire, or have just been announced, are no fault. */
    private boolean isSettled(Index index, double score) {
        return switch (index) {
            case FINISHED, FAILED -> score < 0 || score * 1e3 > clock.millis() + YOUNG_MILLIS;
            case ENDING -> score < clock.millis() - YOUNG_MILLIS;
            case QUEUE, URGENT, DELAYED, WIP, LEASE -> true;
        };
    }

    /** Those of the ids that have no message of this handler. */
    List<String> withoutMessage(String handler, List<String> ids) {
        List<String> origins = await(ids.stream()
                .map(id -> redis.commands().hget(Keys.message(id), "origin"))
                .toList());
        return IntStream.range(0, ids.size())
                .filter(i -> !origins.get(i).equals(handler))
                .mapToObj(ids::get)
                .toList();
    }

    /** Those of the ids that have a lease and are missing in {@code mq:wip}. */
    List<String> halfHeld(String handler, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Boolean> held = await(redis.commands().zcontains(Keys.wip(handler), ids));
        List<Boolean> leased = await(redis.commands().zcontains(Keys.lease(handler), ids));
        return IntStream.range(0, ids.size())
                .filter(i -> !held.get(i) && leased.get(i))
                .mapToObj(ids::get)
                .toList();
    }
}
