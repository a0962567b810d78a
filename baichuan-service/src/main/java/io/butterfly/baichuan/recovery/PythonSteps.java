package io.butterfly.baichuan.recovery;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Redis shows of Python workers, and what was taken from them: keeps {@code mq:returned:{name}}. */
@Singleton
final class PythonSteps {
    private static final int A_MINUTE = 60;
    private static final int A_DAY = 86_400;
    private static final int A_YEAR = 31_536_000; // for so long a Python worker keeps what does not say otherwise
    private static final int MOST_KEEPS = 8;
    private static final int MOST_ENDS = 200;
    private static final String[] REGISTRATION = {"birth", "last_heartbeat", "queues", "protocol"};

    private final RedisLink redis;
    private final Clock clock;

    PythonSteps(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** What the registry has about these Python workers, and about all that are listed in it. */
    Collection<Registration> registrations(Set<String> workers) {
        Set<String> names = new TreeSet<>(workers);
        await(redis.commands().smembers(Keys.WORKERS)).stream()
                .filter(Keys::isWorker)
                .map(Keys::workerOf)
                .forEach(names::add);
        Iterator<Map<String, byte[]>> found = await(names.stream()
                        .map(name -> redis.commands().hmget(Keys.worker(name), REGISTRATION))
                        .toList())
                .iterator();
        List<Registration> registrations = new ArrayList<>();
        for (String name : names) {
            MessageFields fields = new MessageFields(found.next());
            if (!fields.has("protocol")) { // else it is one of ours
                registrations.add(new Registration(
                        name, fields.time("birth"), fields.time("last_heartbeat"), handlers(fields.text("queues"))));
            }
        }
        remember(registrations);
        return registrations;
    }

    /**
     * For {@link io.butterfly.baichuan.worker.WorkerUpkeep}, which deletes what they write after their end: a worker
     * that ends within half a minute is not seen there.
     */
    private void remember(List<Registration> registrations) {
        long now = clock.millis();
        await(registrations.stream()
                .map(python -> redis.commands().zadd(Keys.PYTHON, now, python.worker()))
                .toList());
    }

    private static List<String> handlers(String queues) {
        return Stream.of(queues.split(","))
                .filter(handler -> !handler.isBlank())
                .toList();
    }

    /** The handlers that Python workers have. */
    Set<String> handlers() {
        return registrations(Set.of()).stream()
                .filter(Registration::isRegistered)
                .flatMap(worker -> worker.handlers().stream())
                .collect(Collectors.toSet());
    }

    /**
     * When each worker last ended a message of this handler, some hundreds of those that ended since then (ms).
     *
     * @param keeps for how many seconds such messages may be kept
     */
    Map<String, Long> ends(String handler, Set<Integer> keeps, long since, long now) {
        Set<Integer> all = new TreeSet<>(keeps);
        all.addAll(List.of(A_YEAR, A_DAY));
        List<CompletionStage<List<String>>> answers = new ArrayList<>();
        for (int keep : all.stream().limit(MOST_KEEPS).toList()) {
            for (String key : List.of(Keys.finished(handler), Keys.failed(handler))) {
                answers.add(redis.commands()
                        .zrevrangebyscore(key, since / 1000 + keep, now / 1000 + keep + A_MINUTE, MOST_ENDS));
            }
        }
        List<String> ids =
                await(answers).stream().flatMap(List::stream).distinct().toList();
        Map<String, Long> ends = new HashMap<>();
        await(ids.stream()
                        .map(id -> redis.commands().hmget(Keys.message(id), "handle_worker", "ended_at"))
                        .toList())
                .stream()
                .map(MessageFields::new)
                .forEach(fields -> ends.merge(fields.text("handle_worker"), fields.time("ended_at"), Math::max));
        return ends;
    }

    /** These ids are about to be taken from a Python worker: for an hour they are watched. */
    void noteReturned(String handler, long now, List<String> ids) {
        await(ids.stream()
                .map(id -> redis.commands().zadd(Keys.returned(handler), now, id))
                .toList());
    }

    /** Those ids need not be watched any more. */
    void forgetReturned(String handler, List<String> ids) {
        if (!ids.isEmpty()) {
            await(redis.commands().zrem(Keys.returned(handler), ids));
        }
    }

    /** Ids whose on_finish is not settled, whether they have ended or not, from a place on. */
    List<String> unsettled(String handler, long from, int most) {
        return await(redis.commands().zrange(Keys.ending(handler), from, from + most - 1));
    }
}
