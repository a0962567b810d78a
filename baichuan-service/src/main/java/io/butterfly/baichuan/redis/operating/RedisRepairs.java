package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.audit.Fault;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.ZAddArgs;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Puts what is adrift where recovery finds it, and takes out what has no message. */
@Singleton
final class RedisRepairs {
    private static final Script ERASE = Script.load("erase");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double LONG_AGO = 1;

    private final RedisLink redis;
    private final FinishStore finishes;
    private final Clock clock;

    RedisRepairs(RedisLink redis, FinishStore finishes, Clock clock) {
        this.redis = redis;
        this.finishes = finishes;
        this.clock = clock;
    }

    void repair(Fault fault, String handler, List<String> ids) {
        byte[][] members = RedisAudit.bytes(ids);
        switch (fault) {
            case QUEUED_NOWHERE -> enqueue(handler, ids);
            case STARTED_NOWHERE -> takeUp(handler, ids);
            case STARTED_FOR_EVER ->
                redis.each(ERASE, ids.stream().map(Keys::message).toList(), Args.of("started"), place ->
                        new Object[] {""});
            case ENDED_UNLISTED ->
                ids.forEach(id -> finishes.conclude(finishes.ended(List.of(id)), 0)); // one by one, with their results
            case ENDED_FOR_EVER -> finishes.settle(List.of(), ids);
            case REPORT_OWED -> ids.forEach(id -> add(Keys.ending(handler), 0, id));
            case GHOST -> expire(ids, HOUR);
            case CANCELLED_UNSAID -> expire(ids, DAY);
            case HANDLER_UNKNOWN -> makeKnown(handler);
            case QUEUE_STRAY -> {
                ids.forEach(id -> RedisLink.await(redis.commands().lrem(Keys.queue(handler), 0, bytes(id))));
                remove(members, Keys.urgent(handler));
            }
            case DELAYED_STRAY -> remove(members, Keys.delayed(handler));
            case HAND_STRAY -> remove(members, Keys.wip(handler), Keys.lease(handler));
            case HAND_HALF -> ids.forEach(id -> add(Keys.wip(handler), anHourFromNow(), id));
            case REGISTRY_STRAY -> remove(members, Keys.finished(handler), Keys.failed(handler));
            case ENDING_STRAY -> remove(members, Keys.ending(handler));
            case PLACE_STRAY, GROUP_STRAY, RUNNING_STRAY, GROUP_STUCK, MARK_STRAY ->
                throw new IllegalArgumentException(fault + " is repaired where it is found");
        }
    }

    /** As if it had been announced long ago: recovery enqueues it, when it is due. What owes a report owes it still. */
    private void enqueue(String handler, List<String> ids) {
        makeKnown(handler);
        List<CompletionStage<Boolean>> owing = new ArrayList<>();
        ids.forEach(id -> owing.add(redis.commands().hexists(Keys.message(id), "on_finish")));
        List<Boolean> owes = RedisLink.await(owing);
        for (int i = 0; i < ids.size(); i++) {
            if (owes.get(i)) {
                add(Keys.ending(handler), clock.millis(), ids.get(i));
            }
            add(Keys.pending(handler), LONG_AGO, ids.get(i));
        }
    }

    /** As if its lease had run out; one of the original's is only put into its hand. */
    private void takeUp(String handler, List<String> ids) {
        makeKnown(handler);
        for (String id : ids) {
            add(Keys.wip(handler), anHourFromNow(), id);
            if (RedisLink.await(redis.commands().hexists(Keys.message(id), "lease"))) {
                add(Keys.lease(handler), LONG_AGO, id);
            }
        }
    }

    private void expire(List<String> ids, Duration life) {
        ids.forEach(id -> RedisLink.await(redis.commands().expire(Keys.message(id), life)));
    }

    private void makeKnown(String handler) {
        RedisLink.await(redis.commands().sadd(Keys.QUEUES, bytes(Keys.queue(handler))));
    }

    private double anHourFromNow() {
        return clock.instant().plus(HOUR).getEpochSecond();
    }

    private void add(String key, double score, String id) {
        RedisLink.await(redis.commands().zadd(key, ZAddArgs.Builder.nx(), score, bytes(id)));
    }

    private void remove(byte[][] members, String... keys) {
        for (String key : keys) {
            RedisLink.await(redis.commands().zrem(key, members));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
