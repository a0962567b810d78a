package io.butterfly.baichuan.worker;

import static io.butterfly.baichuan.redis.Answers.await;
import static io.butterfly.baichuan.redis.Answers.isOne;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Commands;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where living workers are registered, as the Python service does it: a hash for each worker that expires by itself,
 * and sets of the keys of these hashes.
 */
@Singleton
public final class WorkerRegistry {
    private static final Script HEARTBEAT = Script.load("worker/heartbeat");
    private static final Script FAREWELL = Script.load("worker/farewell");
    private static final Script BURY = Script.load("worker/bury");
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int AT_ONCE = 1_000;
    private static final Duration LIFE = Duration.ofSeconds(420);
    private static final Duration AFTERLIFE = Duration.ofMinutes(10);

    private final RedisLink redis;
    private final Queues queues;
    private final Clock clock;

    WorkerRegistry(RedisLink redis, Queues queues, Clock clock) {
        this.redis = redis;
        this.queues = queues;
        this.clock = clock;
    }

    /** The worker shows a sign of life; it is forgotten some minutes after the last one. */
    void seen(String worker, List<String> handlers) {
        String key = Keys.worker(worker);
        Commands commands = redis.commands();
        List<String> had = handlers(await(commands.hget(key, "queues")));
        List<CompletionStage<?>> answers = new ArrayList<>();
        answers.add(commands.hdel(key, "death"));
        answers.add(commands.hset(key, fields(worker, handlers)));
        answers.add(commands.hsetnx(key, "birth", UtcText.now(clock)));
        answers.add(commands.expire(key, LIFE));
        answers.add(commands.sadd(Keys.WORKERS, key));
        handlers.forEach(handler -> answers.add(commands.sadd(Keys.workersOf(handler), key)));
        had.stream()
                .filter(handler -> !handlers.contains(handler))
                .forEach(handler -> answers.add(commands.srem(Keys.workersOf(handler), List.of(key))));
        answers.forEach(Answers::await);
    }

    private static List<String> handlers(String queues) {
        return Stream.of(queues.split(","))
                .filter(handler -> !handler.isEmpty())
                .toList();
    }

    /**
     * As {@link #seen}, for a worker that is too busy to claim; false when it was forgotten already, and then it stays
     * so.
     */
    boolean alive(String worker) {
        return isOne(
                redis.call(HEARTBEAT, List.of(Keys.worker(worker)), Args.of(UtcText.now(clock), LIFE.toSeconds())));
    }

    /** The worker is dead: it has no handlers any more, and its registration can be read for some minutes. */
    void left(String worker) {
        String key = Keys.worker(worker);
        Object had = redis.call(FAREWELL, List.of(key), Args.of(UtcText.now(clock), AFTERLIFE.toSeconds()))
                .getFirst();
        unlist(handlers(Answers.text(had)), List.of(key));
    }

    private void unlist(List<String> handlers, List<String> keys) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        answers.add(redis.commands().srem(Keys.WORKERS, keys));
        handlers.forEach(handler -> answers.add(redis.commands().srem(Keys.workersOf(handler), keys)));
        await(answers);
    }

    /** Those whose registration has expired leave the lists of workers. Returns their names. */
    List<String> clean() {
        List<String> keys = await(redis.commands().smembers(Keys.WORKERS));
        List<Boolean> isThere = await(
                keys.stream().map(key -> redis.commands().hexists(key, "birth")).toList());
        List<String> gone = IntStream.range(0, keys.size())
                .filter(i -> !isThere.get(i))
                .mapToObj(keys::get)
                .toList();
        if (!gone.isEmpty()) {
            unlistEverywhere(gone);
        }
        return gone;
    }

    private void unlistEverywhere(List<String> keys) {
        String place = Queues.Some.START;
        do {
            Queues.Some some = queues.some(place, AT_ONCE);
            unlist(some.handlers(), keys);
            place = some.next();
        } while (!place.equals(Queues.Some.START));
    }

    /**
     * Deletes what Python workers wrote into their registrations after those had expired, for a day after they were
     * last seen.
     *
     * @param registered those that are registered now
     * @return how many were deleted
     */
    public int clearRests(List<String> registered) {
        long now = clock.millis();
        await(registered.stream()
                .map(name -> redis.commands().zadd(Keys.PYTHON, now, name))
                .toList());
        await(redis.commands().zremrangebyscore(Keys.PYTHON, 0, now - REMEMBERED.toMillis()));
        String silent = UtcText.now(Clock.offset(clock, AFTERLIFE.negated()));
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        for (String name : await(redis.commands().zrange(Keys.PYTHON, 0, MOST_REMEMBERED))) {
            answers.add(redis.run(BURY, List.of(Keys.worker(name)), Args.of(silent)));
        }
        return (int) await(answers).stream().filter(Answers::isOne).count();
    }

    /** The field {@code protocol} marks our workers; completions of Python workers are seen in Redis only. */
    private Map<String, String> fields(String worker, List<String> handlers) {
        String[] name = worker.split(":");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("last_heartbeat", UtcText.now(clock));
        fields.put("queues", String.join(",", handlers));
        fields.put("hostname", name[0]);
        fields.put("pid", name[name.length - 1]);
        fields.put("nickname", worker);
        fields.put("version", "-");
        fields.put("python_version", "-");
        fields.put("home_dir", "-");
        fields.put("state", "started");
        fields.put("protocol", "http");
        return fields;
    }
}
