package io.butterfly.baichuan.recovery;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.publish.PublishSteps;
import io.butterfly.baichuan.redis.Answer;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** What recovery reads, and the steps on the index that are only its own. */
@Singleton
final class RecoverySteps {
    private static final Script SURVEY = Script.load("recovery/survey");
    private static final Script RETIRE = Script.load("recovery/retire");
    private static final Script UNLEASE = Script.load("recovery/unlease");
    private static final Script FORGET = Script.load("recovery/forget");
    private static final Duration WATCHED = Duration.ofHours(1);

    private final RedisLink redis;

    RecoverySteps(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * At most so many ids of each kind; delayed messages that are due become claimable by this. A handler whose indexes
     * cannot be read is left out, and why is added to the failures: a key of a wrong type, or one server of a cluster
     * that is away, must not keep the other handlers from being looked at.
     */
    List<Survey> survey(List<String> handlers, int most, List<RuntimeException> failures) {
        Args args = Args.of(PublishSteps.ANNOUNCED.toMillis(), most, WATCHED.toMillis());
        List<CompletionStage<List<Object>>> answers = handlers.stream()
                .map(handler -> redis.<List<Object>>run(SURVEY, Keys.allIndexes(handler), args))
                .toList();
        List<Survey> surveys = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            try {
                surveys.add(Survey.read(handlers.get(i), new Answer(await(answers.get(i)))));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        return surveys;
    }

    /** Snapshots of these messages; those that are gone are left out. */
    Map<String, MessageSnapshot> snapshots(List<String> ids) {
        List<Map<String, byte[]>> hashes = await(ids.stream()
                .map(id -> redis.commands().hmget(Keys.message(id), MessageFields.OF_SNAPSHOT))
                .toList());
        Map<String, MessageSnapshot> snapshots = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            MessageFields fields = new MessageFields(hashes.get(i));
            if (fields.has("origin")) { // the rest of a deleted message has none
                snapshots.put(ids.get(i), fields.snapshot(ids.get(i)));
            }
        }
        return snapshots;
    }

    /** Announced ids leave the index, unless they were announced again; the value says whether the message is gone. */
    void forget(String handler, long now, Map<String, Boolean> goneById) {
        if (!goneById.isEmpty()) {
            Args args = Args.of(now - PublishSteps.ANNOUNCED.toMillis());
            goneById.forEach((id, isGone) -> args.add(id, isGone ? 1 : 0));
            redis.call(FORGET, Keys.indexesToEnd(handler), args);
        }
    }

    /** Ids with a ttl are to be looked at then (ms). */
    void lookLater(String handler, Map<String, Long> atById) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        atById.forEach((id, at) -> answers.add(redis.commands().zaddIfThere(Keys.expiring(handler), at, id)));
        await(answers);
    }

    /** Queued ids that may be in no index any more; recovery will look at them. */
    void announceAgain(String handler, long now, List<String> ids) {
        await(ids.stream()
                .map(id -> redis.commands().zadd(Keys.pending(handler), now, id))
                .toList());
    }

    /** These ids have no lease of ours any more, unless it lasts longer than this (ms), and stay taken. */
    void unlease(String handler, long lapsedBy, List<String> ids) {
        if (!ids.isEmpty()) {
            redis.call(UNLEASE, List.of(Keys.lease(handler)), Args.of(lapsedBy).add(ids.toArray()));
        }
    }

    /**
     * Of these handlers those that have been without any message, limit or pause for so long are no queues any more.
     * Returns these.
     */
    List<String> retire(List<String> handlers, Duration emptyFor) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        for (String handler : handlers) {
            List<String> keys = Keys.allIndexes(handler);
            if (redis.isOneServer()) {
                keys.add(Keys.QUEUES);
            }
            answers.add(redis.run(RETIRE, keys, Args.of(emptyFor.toMillis())));
        }
        List<List<Object>> found = await(answers);
        List<String> retired = IntStream.range(0, handlers.size())
                .filter(i -> Answers.isOne(found.get(i)))
                .mapToObj(handlers::get)
                .toList();
        if (!retired.isEmpty() && !redis.isOneServer()) {
            await(redis.commands()
                    .srem(Keys.QUEUES, retired.stream().map(Keys::queue).toList()));
        }
        return retired;
    }
}
