package io.butterfly.baichuan.audit;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.finish.FinishSteps;
import io.butterfly.baichuan.finish.IndexSteps;
import io.butterfly.baichuan.finish.Removal;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Puts lost messages where recovery finds them, and removes ids that have no message. */
@Singleton
final class AuditRepairs {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double LONG_AGO = 1;

    private final RedisLink redis;
    private final FinishSteps finishes;
    private final IndexSteps indexes;
    private final Removal removal;
    private final Queues queues;
    private final Clock clock;

    AuditRepairs(
            RedisLink redis, FinishSteps finishes, IndexSteps indexes, Removal removal, Queues queues, Clock clock) {
        this.redis = redis;
        this.finishes = finishes;
        this.indexes = indexes;
        this.removal = removal;
        this.queues = queues;
        this.clock = clock;
    }

    void repair(Fault fault, String handler, List<String> ids) {
        switch (fault) {
            case QUEUED_NOWHERE -> enqueue(handler, ids);
            case STARTED_NOWHERE -> takeUp(handler, ids);
            case STARTED_FOR_EVER -> removal.erase(ids, Set.of(Status.STARTED));
            case ENDED_UNLISTED ->
                ids.forEach(id -> indexes.conclude(finishes.ended(List.of(id)), 0)); // one by one, with their results
            case ENDED_FOR_EVER -> finishes.settle(List.of(), ids);
            case REPORT_MISSING -> ids.forEach(id -> add(Keys.ending(handler), 0, id));
            case GHOST -> expire(ids, HOUR);
            case CANCELLED_UNSAID -> expire(ids, DAY);
            case HANDLER_UNKNOWN -> queues.makeKnown(List.of(handler));
            case QUEUE_STRAY -> {
                ids.forEach(id -> await(redis.commands().lrem(Keys.queue(handler), 0, id)));
                remove(ids, Keys.urgent(handler));
            }
            case DELAYED_STRAY -> remove(ids, Keys.delayed(handler));
            case HAND_STRAY -> remove(ids, Keys.wip(handler), Keys.lease(handler));
            case HAND_HALF -> ids.forEach(id -> add(Keys.wip(handler), anHourFromNow(), id));
            case REGISTRY_STRAY -> remove(ids, Keys.finished(handler), Keys.failed(handler));
            case ENDING_STRAY -> remove(ids, Keys.ending(handler));
            case PLACE_STRAY, GROUP_STRAY, RUNNING_STRAY, GROUP_STUCK, MARK_STRAY ->
                throw new IllegalArgumentException(fault + " is repaired where it is found");
        }
    }

    /** As if it had been announced long ago: recovery enqueues it, when it is due, and its end will be reported. */
    private void enqueue(String handler, List<String> ids) {
        queues.makeKnown(List.of(handler));
        List<Boolean> hasOnFinish = await(ids.stream()
                .map(id -> redis.commands().hexists(Keys.message(id), "on_finish"))
                .toList());
        for (int i = 0; i < ids.size(); i++) {
            if (hasOnFinish.get(i)) {
                add(Keys.ending(handler), clock.millis(), ids.get(i));
            }
            add(Keys.pending(handler), LONG_AGO, ids.get(i));
        }
    }

    /** As if its lease had run out; one of the Python service has no lease. */
    private void takeUp(String handler, List<String> ids) {
        queues.makeKnown(List.of(handler));
        for (String id : ids) {
            add(Keys.wip(handler), anHourFromNow(), id);
            if (await(redis.commands().hexists(Keys.message(id), "lease"))) {
                add(Keys.lease(handler), LONG_AGO, id);
            }
        }
    }

    private void expire(List<String> ids, Duration life) {
        ids.forEach(id -> await(redis.commands().expire(Keys.message(id), life)));
    }

    private double anHourFromNow() {
        return clock.instant().plus(HOUR).getEpochSecond();
    }

    private void add(String key, double score, String id) {
        await(redis.commands().zaddIfMissing(key, score, id));
    }

    private void remove(List<String> ids, String... keys) {
        for (String key : keys) {
            await(redis.commands().zrem(key, ids));
        }
    }
}
