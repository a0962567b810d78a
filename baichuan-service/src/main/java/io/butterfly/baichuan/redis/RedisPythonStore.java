package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.recovery.PythonStore;
import io.butterfly.baichuan.recovery.Registration;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
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

/** Reads {@code mq:worker:…} and what ended messages say; keeps {@code mq:returned:{name}}. */
@Singleton
final class RedisPythonStore implements PythonStore {
    private static final int A_MINUTE = 60;
    private static final int A_DAY = 86_400;
    private static final int A_YEAR = 31_536_000; // for so long a Python worker keeps what does not say otherwise
    private static final int MOST_KEEPS = 8;
    private static final int MOST_ENDS = 200;
    private static final String[] REGISTRATION = {"birth", "last_heartbeat", "queues", "protocol"};

    private final RedisLink redis;

    RedisPythonStore(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public Collection<Registration> registrations(Set<String> workers) {
        Set<String> names = new TreeSet<>(workers);
        RedisLink.await(redis.commands().smembers(Keys.WORKERS)).stream()
                .map(Answers::text)
                .filter(Keys::isWorker)
                .map(Keys::workerOf)
                .forEach(names::add);
        Iterator<List<KeyValue<String, byte[]>>> found = RedisLink.await(names.stream()
                        .map(name -> redis.commands().hmget(Keys.worker(name), REGISTRATION))
                        .toList())
                .iterator();
        List<Registration> registrations = new ArrayList<>();
        for (String name : names) {
            Fields fields = Fields.of(found.next());
            if (!fields.bytes().containsKey("protocol")) { // else it is one of ours
                registrations.add(new Registration(
                        name, fields.time("birth"), fields.time("last_heartbeat"), handlers(fields.text("queues"))));
            }
        }
        return registrations;
    }

    private static List<String> handlers(String queues) {
        return Stream.of(queues.split(","))
                .filter(handler -> !handler.isBlank())
                .toList();
    }

    @Override
    public Set<String> foreignQueues() {
        return registrations(Set.of()).stream()
                .filter(worker -> worker.birth() > 0)
                .flatMap(worker -> worker.handlers().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, Long> ends(String handler, Set<Integer> keeps, long since, long now) {
        Set<Integer> all = new TreeSet<>(keeps);
        all.addAll(List.of(A_YEAR, A_DAY));
        List<CompletionStage<List<byte[]>>> answers = new ArrayList<>();
        for (int keep : all.stream().limit(MOST_KEEPS).toList()) {
            Range<Long> range = Range.create(since / 1000 + keep, now / 1000 + keep + A_MINUTE);
            for (String key : List.of(Keys.finished(handler), Keys.failed(handler))) {
                answers.add(redis.commands().zrevrangebyscore(key, range, Limit.from(MOST_ENDS)));
            }
        }
        List<String> ids = RedisLink.await(answers).stream()
                .flatMap(List::stream)
                .map(Answers::text)
                .distinct()
                .toList();
        Map<String, Long> ends = new HashMap<>();
        RedisLink.await(ids.stream()
                        .map(id -> redis.commands().hmget(Keys.message(id), "handle_worker", "ended_at"))
                        .toList())
                .stream()
                .map(Fields::of)
                .forEach(fields -> ends.merge(fields.text("handle_worker"), fields.time("ended_at"), Math::max));
        return ends;
    }

    @Override
    public void noteReturned(String handler, long now, List<String> ids) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        ids.forEach(id -> answers.add(
                redis.commands().zadd(Keys.returned(handler), (double) now, id.getBytes(StandardCharsets.UTF_8))));
        RedisLink.await(answers);
    }

    @Override
    public void forgetReturned(String handler, List<String> ids) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        ids.forEach(
                id -> answers.add(redis.commands().zrem(Keys.returned(handler), id.getBytes(StandardCharsets.UTF_8))));
        RedisLink.await(answers);
    }
}
