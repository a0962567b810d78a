package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.butterfly.baichuan.worker.WorkerRegistry;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The registry of the original: a hash for each worker that expires by itself, and sets that name the hashes. */
@Singleton
final class RedisWorkers implements WorkerRegistry {
    private static final Script HEARTBEAT = Script.load("heartbeat");
    private static final Script FAREWELL = Script.load("farewell");
    private static final Script BURY = Script.load("bury");
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int AT_ONCE = 1_000;
    private static final Duration LIFE = Duration.ofSeconds(420);
    private static final Duration AFTERLIFE = Duration.ofMinutes(10);

    private final RedisLink redis;
    private final Queues queues;
    private final Clock clock;

    RedisWorkers(RedisLink redis, Queues queues, Clock clock) {
        this.redis = redis;
        this.queues = queues;
        this.clock = clock;
    }

    @Override
    public void seen(String worker, List<String> handlers) {
        String key = Keys.worker(worker);
        List<String> had = handlers(RedisLink.await(redis.commands().hget(key, "queues")));
        RedisClusterAsyncCommands<String, byte[]> commands = redis.commands();
        List<CompletionStage<?>> answers = new ArrayList<>();
        answers.add(commands.hdel(key, "death"));
        answers.add(commands.hset(key, fields(worker, handlers)));
        answers.add(commands.hsetnx(key, "birth", bytes(UtcText.now(clock))));
        answers.add(commands.expire(key, LIFE));
        answers.add(commands.sadd(Keys.WORKERS, bytes(key)));
        handlers.forEach(handler -> answers.add(commands.sadd(Keys.workersOf(handler), bytes(key))));
        had.stream()
                .filter(handler -> !handlers.contains(handler))
                .forEach(handler -> answers.add(commands.srem(Keys.workersOf(handler), bytes(key))));
        answers.forEach(RedisLink::await);
    }

    private static List<String> handlers(byte[] queues) {
        return Stream.of(Answers.text(queues).split(","))
                .filter(handler -> !handler.isEmpty())
                .toList();
    }

    @Override
    public boolean alive(String worker) {
        return Answers.number(redis.call(
                                HEARTBEAT, List.of(Keys.worker(worker)), Args.of(UtcText.now(clock), LIFE.toSeconds()))
                        .getFirst())
                == 1;
    }

    @Override
    public void left(String worker) {
        String key = Keys.worker(worker);
        Object had = redis.call(FAREWELL, List.of(key), Args.of(UtcText.now(clock), AFTERLIFE.toSeconds()))
                .getFirst();
        unlist(handlers((byte[]) had), List.of(key));
    }

    private void unlist(List<String> handlers, List<String> workers) {
        byte[][] keys = workers.stream().map(RedisWorkers::bytes).toArray(byte[][]::new);
        List<CompletionStage<Long>> answers = new ArrayList<>();
        answers.add(redis.commands().srem(Keys.WORKERS, keys));
        handlers.forEach(handler -> answers.add(redis.commands().srem(Keys.workersOf(handler), keys)));
        RedisLink.await(answers);
    }

    @Override
    public List<String> clean() {
        List<String> keys = RedisLink.await(redis.commands().smembers(Keys.WORKERS)).stream()
                .map(Answers::text)
                .toList();
        List<CompletionStage<Boolean>> births = new ArrayList<>();
        keys.forEach(key -> births.add(redis.commands().hexists(key, "birth")));
        List<Boolean> isThere = RedisLink.await(births);
        List<String> gone = IntStream.range(0, keys.size())
                .filter(i -> !isThere.get(i))
                .mapToObj(keys::get)
                .toList();
        if (!gone.isEmpty()) {
            unlistEverywhere(gone);
        }
        return gone;
    }

    private void unlistEverywhere(List<String> workers) {
        String place = Queues.Some.START;
        do {
            Queues.Some some = queues.some(place, AT_ONCE);
            unlist(some.handlers(), workers);
            place = some.next();
        } while (!place.equals(Queues.Some.START));
    }

    @Override
    public int clearRests(List<String> registered) {
        long now = clock.millis();
        List<CompletionStage<Long>> notes = new ArrayList<>();
        registered.forEach(name -> notes.add(redis.commands().zadd(Keys.PYTHON, (double) now, bytes(name))));
        RedisLink.await(notes);
        RedisLink.await(redis.commands().zremrangebyscore(Keys.PYTHON, Range.create(0L, now - REMEMBERED.toMillis())));
        String silent = UtcText.now(Clock.offset(clock, AFTERLIFE.negated()));
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        for (byte[] name : RedisLink.await(redis.commands().zrange(Keys.PYTHON, 0, MOST_REMEMBERED))) {
            answers.add(redis.run(BURY, List.of(Keys.worker(Answers.text(name))), Args.of(silent)));
        }
        return (int) RedisLink.await(answers).stream()
                .filter(deleted -> Answers.number(deleted.getFirst()) == 1)
                .count();
    }

    /** {@code protocol} tells our workers from the original's, whose completions we only see in Redis. */
    private Map<String, byte[]> fields(String worker, List<String> handlers) {
        String[] name = worker.split(":");
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("last_heartbeat", bytes(UtcText.now(clock)));
        fields.put("queues", bytes(String.join(",", handlers)));
        fields.put("hostname", bytes(name[0]));
        fields.put("pid", bytes(name[name.length - 1]));
        fields.put("nickname", bytes(worker));
        fields.put("version", bytes("-"));
        fields.put("python_version", bytes("-"));
        fields.put("home_dir", bytes("-"));
        fields.put("state", bytes("started"));
        fields.put("protocol", bytes("http"));
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
