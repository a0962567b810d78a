package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.texts;

import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.publish.PublishStore;
import io.butterfly.baichuan.recovery.RecoveryStore;
import io.butterfly.baichuan.recovery.Survey;
import io.butterfly.baichuan.recovery.Survey.Content;
import io.butterfly.baichuan.recovery.Taken;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ZAddArgs;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Looking after what was left: {@code survey.lua}, {@code forget.lua}; the other steps are those of publishing,
 * claiming and finishing.
 */
@Singleton
final class RedisRecoveryStore implements RecoveryStore {
    private static final Script SURVEY = Script.load("survey", "groups", "places");
    private static final Script RETIRE = Script.load("retire");
    private static final Script UNLEASE = Script.load("unlease");
    private static final Script FORGET = Script.load("forget");
    private static final Script ENQUEUE = Script.load("enqueue", "groups", "places");
    private static final Script UNLIST = Script.load("unlist", "groups");
    private static final Duration LOOKED_AT = Duration.ofHours(1);
    private static final int AN_HOUR = 3_600;
    private static final int LONGEST_SEARCHED = 1_000_000; // they are near the head

    private final RedisLink redis;

    RedisRecoveryStore(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public List<Survey> survey(List<String> handlers, int most) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        for (String handler : handlers) {
            List<String> keys = Keys.places(
                    handler,
                    Keys.pending(handler),
                    Keys.lease(handler),
                    Keys.ending(handler),
                    Keys.expiring(handler),
                    Keys.wip(handler),
                    Keys.finished(handler),
                    Keys.failed(handler),
                    Keys.returned(handler));
            answers.add(
                    redis.run(SURVEY, keys, Args.of(PublishStore.ANNOUNCED.toMillis(), most, LOOKED_AT.toMillis())));
        }
        List<List<Object>> found = RedisLink.await(answers);
        List<Survey> surveys = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            List<Object> one = found.get(i);
            surveys.add(new Survey(
                    handlers.get(i),
                    number(one.get(0)),
                    (int) number(one.get(1)),
                    texts(one.get(2)),
                    texts(one.get(3)),
                    texts(one.get(4)),
                    texts(one.get(5)),
                    taken(texts(one.get(6))),
                    number(one.get(7)) == 1,
                    texts(one.get(8)),
                    Content.values()[(int) number(one.get(9))],
                    (int) number(one.get(10))));
        }
        return surveys;
    }

    /** The score is when the original's cleaner may have it: an hour after it was taken. */
    private static List<Taken> taken(List<String> idsAndScores) {
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < idsAndScores.size(); i += 2) {
            taken.add(new Taken(
                    idsAndScores.get(i), (long) ((Double.parseDouble(idsAndScores.get(i + 1)) - AN_HOUR) * 1e3)));
        }
        return taken;
    }

    @Override
    public Map<String, MessageSnapshot> snapshots(List<String> ids) {
        List<CompletionStage<List<KeyValue<String, byte[]>>>> answers = new ArrayList<>();
        for (String id : ids) {
            answers.add(redis.commands().hmget(Keys.message(id), Fields.OF_SNAPSHOT));
        }
        List<List<KeyValue<String, byte[]>>> hashes = RedisLink.await(answers);
        Map<String, MessageSnapshot> snapshots = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Fields fields = Fields.of(hashes.get(i));
            if (fields.bytes().containsKey("origin")) { // the rest of a deleted message has none
                snapshots.put(ids.get(i), fields.snapshot(ids.get(i)));
            }
        }
        return snapshots;
    }

    @Override
    public void enqueue(String handler, Map<String, Long> dueById) {
        Args args = new Args();
        dueById.forEach(args::add);
        call(ENQUEUE, Keys.toEnqueue(handler), args, dueById.isEmpty());
    }

    @Override
    public void forget(String handler, long now, Map<String, Boolean> goneById) {
        Args args = Args.of(now - PublishStore.ANNOUNCED.toMillis());
        goneById.forEach((id, isGone) -> args.add(id, isGone ? 1 : 0));
        call(
                FORGET,
                List.of(Keys.pending(handler), Keys.ending(handler), Keys.place(handler), Keys.expiring(handler)),
                args,
                goneById.isEmpty());
    }

    @Override
    public void unlist(String handler, List<String> ids) {
        Args args = Args.of(LONGEST_SEARCHED).add(ids.toArray());
        call(UNLIST, Keys.places(handler, Keys.pending(handler)), args, ids.isEmpty());
    }

    private void call(Script script, List<String> keys, Args args, boolean isIdle) {
        if (!isIdle) {
            redis.call(script, keys, args);
        }
    }

    @Override
    public void lookLater(String handler, Map<String, Long> atById) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        atById.forEach((id, at) -> answers.add(redis.commands()
                .zadd(
                        Keys.expiring(handler),
                        ZAddArgs.Builder.xx(),
                        (double) at,
                        id.getBytes(StandardCharsets.UTF_8))));
        RedisLink.await(answers);
    }

    @Override
    public void announceAgain(String handler, long now, List<String> ids) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        ids.forEach(id -> answers.add(
                redis.commands().zadd(Keys.pending(handler), (double) now, id.getBytes(StandardCharsets.UTF_8))));
        RedisLink.await(answers);
    }

    @Override
    public List<String> retire(List<String> handlers, Duration emptyFor) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        for (String handler : handlers) {
            List<String> keys = Keys.places(
                    handler,
                    Keys.rate(handler),
                    Keys.totals(handler),
                    Keys.pending(handler),
                    Keys.lease(handler),
                    Keys.ending(handler),
                    Keys.expiring(handler),
                    Keys.wip(handler),
                    Keys.finished(handler),
                    Keys.failed(handler),
                    Keys.returned(handler),
                    Keys.paused(handler));
            if (redis.isOneServer()) {
                keys.addFirst(Keys.QUEUES);
            }
            answers.add(redis.run(RETIRE, keys, Args.of(emptyFor.toMillis(), redis.isOneServer() ? 1 : 0)));
        }
        List<List<Object>> told = RedisLink.await(answers);
        List<String> retired = IntStream.range(0, handlers.size())
                .filter(i -> number(told.get(i).getFirst()) == 1)
                .mapToObj(handlers::get)
                .toList();
        if (!retired.isEmpty() && !redis.isOneServer()) {
            RedisLink.await(redis.commands().srem(Keys.QUEUES, queues(retired)));
        }
        return retired;
    }

    @Override
    public void makeKnown(List<String> handlers) {
        if (!handlers.isEmpty()) {
            RedisLink.await(redis.commands().sadd(Keys.QUEUES, queues(handlers)));
        }
    }

    private static byte[][] queues(List<String> handlers) {
        return handlers.stream()
                .map(handler -> Keys.queue(handler).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    @Override
    public List<String> owing(String handler, long from, int most) {
        return texts(
                List.copyOf(RedisLink.await(redis.commands().zrange(Keys.ending(handler), from, from + most - 1))));
    }

    @Override
    public void hold(String handler, Map<String, Long> untilById) {
        List<Held> held = new ArrayList<>();
        untilById.forEach((id, until) -> held.add(new Held(id, handler, until, false)));
        RedisClaimStore.extend(redis, handler, held);
    }

    @Override
    public void unlease(String handler, long lapsedBy, List<String> ids) {
        call(UNLEASE, List.of(Keys.lease(handler)), Args.of(lapsedBy).add(ids.toArray()), ids.isEmpty());
    }
}
