package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.audit.AuditStore;
import io.butterfly.baichuan.audit.Fault;
import io.butterfly.baichuan.audit.Seen;
import io.butterfly.baichuan.audit.Seen.Places;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Fields;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScoredValueScanCursor;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code SCAN}, {@code ZSCAN} and pieces of lists; a few hundred ids a step. */
@Singleton
final class RedisAudit implements AuditStore {
    private static final Script NOWHERE = Script.load("nowhere");
    private static final int STEP = 500;
    private static final ScanArgs SCAN = ScanArgs.Builder.limit(STEP);
    private static final long YOUNG_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final String[] FIELDS = {
        "origin",
        "status",
        "enqueued_at",
        "ended_at",
        "lease",
        "lease_until",
        "run",
        "result_ttl",
        "failure_ttl",
        "without_result",
        "on_finish",
        "max_attempts"
    };

    private final RedisLink redis;
    private final Queues queues;
    private final RedisRepairs repairs;
    private final Clock clock;

    RedisAudit(RedisLink redis, Queues queues, RedisRepairs repairs, Clock clock) {
        this.redis = redis;
        this.queues = queues;
        this.repairs = repairs;
        this.clock = clock;
    }

    @Override
    public void eachHandler(Consumer<List<String>> some) {
        String place = Queues.Some.START;
        do {
            Queues.Some step = queues.some(place, STEP);
            some.accept(step.handlers());
            place = step.next();
        } while (!place.equals(Queues.Some.START));
    }

    @Override
    public Set<String> unknown(Set<String> handlers) {
        List<String> names = List.copyOf(handlers);
        byte[][] keys = bytes(names.stream().map(Keys::queue).toList());
        List<Boolean> known =
                names.isEmpty() ? List.of() : RedisLink.await(redis.commands().smismember(Keys.QUEUES, keys));
        return IntStream.range(0, names.size())
                .filter(i -> !known.get(i))
                .mapToObj(names::get)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Listing> listings(Collection<String> handlers) {
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
        return RedisLink.await(answers).stream()
                .filter(listing -> listing.size() > 0)
                .toList();
    }

    @Override
    public void eachMessage(Consumer<List<Seen>> some) {
        eachKey(
                Keys.message("*"),
                keys -> some.accept(seen(keys.stream().map(Keys::idOf).toList())));
    }

    /** All keys of a pattern, some at a time, a few perhaps twice. */
    void eachKey(String pattern, Consumer<List<String>> some) {
        ScanArgs keys = ScanArgs.Builder.limit(STEP).match(pattern);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> step = RedisLink.await(redis.commands().scan(cursor, keys));
            if (!step.getKeys().isEmpty()) {
                some.accept(step.getKeys());
            }
            cursor = step;
        } while (!cursor.isFinished());
    }

    private List<Seen> seen(List<String> ids) {
        List<CompletionStage<List<KeyValue<String, byte[]>>>> hashes = new ArrayList<>();
        List<CompletionStage<Long>> lives = new ArrayList<>();
        for (String id : ids) {
            hashes.add(redis.commands().hmget(Keys.message(id), FIELDS));
            lives.add(redis.commands().ttl(Keys.message(id)));
        }
        List<Fields> fields = RedisLink.await(hashes).stream().map(Fields::of).toList();
        List<Long> left = RedisLink.await(lives);
        Map<String, Places> places = places(ids, fields);
        List<Integer> there = IntStream.range(0, ids.size())
                .filter(i -> left.get(i) != -2)
                .boxed()
                .toList();
        return there.stream()
                .map(i ->
                        seen(ids.get(i), fields.get(i), left.get(i) >= 0, places.getOrDefault(ids.get(i), Places.NONE)))
                .toList();
    }

    private static Seen seen(String id, Fields fields, boolean expires, Places places) {
        Status status = fields.status();
        String touched = fields.text(status.isEnded() ? "ended_at" : "enqueued_at");
        return new Seen(
                id,
                fields.text("origin"),
                status,
                UtcText.parse(touched).map(Instant::toEpochMilli).orElse(0L),
                fields.bytes().containsKey("lease"),
                fields.keep(),
                expires,
                fields.bytes().containsKey("on_finish"),
                !fields.bytes().containsKey("max_attempts"),
                version(fields),
                places);
    }

    private static String version(Fields fields) {
        return fields.text("status") + " " + fields.text("run") + " " + fields.text("enqueued_at") + " "
                + fields.text("lease_until");
    }

    private Map<String, Places> places(List<String> ids, List<Fields> fields) {
        Map<String, List<String>> byHandler = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (fields.get(i).bytes().containsKey("origin")) {
                byHandler
                        .computeIfAbsent(fields.get(i).text("origin"), name -> new ArrayList<>())
                        .add(ids.get(i));
            }
        }
        List<CompletionStage<List<Double>>> scores = new ArrayList<>();
        byHandler.forEach((handler, ofHandler) ->
                zsets(handler).forEach(key -> scores.add(redis.commands().zmscore(key, bytes(ofHandler)))));
        Iterator<List<Double>> found = RedisLink.await(scores).iterator();
        Map<String, Places> places = new HashMap<>();
        byHandler.forEach((handler, ofHandler) -> places(
                ofHandler, zsets(handler).stream().map(key -> found.next()).toList(), places));
        return places;
    }

    private static void places(List<String> ids, List<List<Double>> found, Map<String, Places> places) {
        for (int i = 0; i < ids.size(); i++) {
            int place = i;
            List<Boolean> isIn =
                    found.stream().map(ofKey -> ofKey.get(place) != null).toList();
            places.put(
                    ids.get(i),
                    new Places(
                            isIn.get(0) || isIn.get(6),
                            isIn.get(1),
                            isIn.get(2),
                            isIn.get(3),
                            isIn.get(4),
                            isIn.get(5)));
        }
    }

    private static List<String> zsets(String handler) {
        return List.of(
                Keys.pending(handler),
                Keys.delayed(handler),
                Keys.wip(handler),
                Keys.finished(handler),
                Keys.failed(handler),
                Keys.ending(handler),
                Keys.urgent(handler));
    }

    static byte[][] bytes(List<String> ids) {
        return ids.stream().map(id -> id.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    @Override
    public void eachId(String handler, Index index, Consumer<List<String>> some) {
        if (index == Index.QUEUE) {
            eachQueued(Keys.queue(handler), some);
            return;
        }
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScoredValueScanCursor<byte[]> step =
                    RedisLink.await(redis.commands().zscan(key(handler, index), cursor, SCAN));
            List<String> ids = step.getValues().stream()
                    .filter(value -> isSettled(index, value))
                    .map(value -> Answers.text(value.getValue()))
                    .toList();
            if (!ids.isEmpty()) {
                some.accept(ids);
            }
            cursor = step;
        } while (!cursor.isFinished());
    }

    /** From the end: what leaves at the front meanwhile, or comes at the end, makes us miss nothing. */
    void eachQueued(String key, Consumer<List<String>> some) {
        List<byte[]> ids = RedisLink.await(redis.commands().lrange(key, -STEP, -1));
        for (long seen = STEP; !ids.isEmpty(); seen += STEP) {
            some.accept(ids.stream().map(Answers::text).toList());
            ids = RedisLink.await(redis.commands().lrange(key, -seen - STEP, -seen - 1));
        }
    }

    /** What is about to expire, or has just been announced, is nobody's fault. */
    private boolean isSettled(Index index, ScoredValue<byte[]> value) {
        return switch (index) {
            case FINISHED, FAILED -> value.getScore() < 0 || value.getScore() * 1e3 > clock.millis() + YOUNG_MILLIS;
            case ENDING -> value.getScore() < clock.millis() - YOUNG_MILLIS;
            case QUEUE, URGENT, DELAYED, WIP, LEASE -> true;
        };
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

    @Override
    public List<String> withoutMessage(String handler, List<String> ids) {
        List<CompletionStage<byte[]>> origins = new ArrayList<>();
        ids.forEach(id -> origins.add(redis.commands().hget(Keys.message(id), "origin")));
        List<byte[]> found = RedisLink.await(origins);
        return IntStream.range(0, ids.size())
                .filter(i -> !Answers.text(found.get(i)).equals(handler))
                .mapToObj(ids::get)
                .toList();
    }

    @Override
    public List<String> halfHeld(String handler, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Double> held = RedisLink.await(redis.commands().zmscore(Keys.wip(handler), bytes(ids)));
        List<Double> leased = RedisLink.await(redis.commands().zmscore(Keys.lease(handler), bytes(ids)));
        return IntStream.range(0, ids.size())
                .filter(i -> held.get(i) == null && leased.get(i) != null)
                .mapToObj(ids::get)
                .toList();
    }

    @Override
    public boolean isNowhere(Seen message) {
        String handler = message.handler();
        boolean isNowhere = Answers.number(redis.call(NOWHERE, Keys.everywhere(handler), Args.of(message.id()))
                        .getFirst())
                == 1;
        return isNowhere
                && version(Fields.of(RedisLink.await(redis.commands().hmget(Keys.message(message.id()), FIELDS))))
                        .equals(message.version());
    }

    @Override
    public void repair(Fault fault, String handler, List<String> ids) {
        repairs.repair(fault, handler, ids);
    }
}
