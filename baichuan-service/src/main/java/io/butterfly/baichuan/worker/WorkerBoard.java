package io.butterfly.baichuan.worker;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.UtcText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Looks at workers, ours and those of the Python service. */
@Singleton
public final class WorkerBoard {
    /**
     * A worker of ours is registered again once a minute while it lives. The registration of a Python worker is its
     * sign of life.
     */
    private static final Duration SILENCE = Duration.ofSeconds(150);

    private final RedisLink redis;
    private final Clock clock;

    WorkerBoard(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** All that are registered, in the order of their names; those whose registration has expired are left out. */
    public List<WorkerState> all() {
        List<String> names = Answers.await(redis.commands().smembers(Keys.WORKERS)).stream()
                .filter(Keys::isWorker)
                .map(Keys::workerOf)
                .sorted()
                .toList();
        List<CompletionStage<Map<String, byte[]>>> answers = new ArrayList<>();
        names.forEach(name -> answers.add(redis.commands().hgetall(Keys.worker(name))));
        List<Map<String, byte[]>> hashes = Answers.await(answers);
        List<WorkerState> workers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            state(names.get(i), hashes.get(i)).ifPresent(workers::add);
        }
        return workers;
    }

    /** Also one that has left, for as long as its registration lasts. */
    public Optional<WorkerState> find(String name) {
        return state(name, Answers.await(redis.commands().hgetall(Keys.worker(name))));
    }

    /** A hash without a birth is the rest of one that has expired: Python workers write heartbeats without looking. */
    private Optional<WorkerState> state(String name, Map<String, byte[]> hash) {
        if (!hash.containsKey("birth")) {
            return Optional.empty();
        }
        Map<String, String> fields = new TreeMap<>();
        hash.forEach((field, value) -> fields.put(field, Answers.text(value)));
        boolean isPython = !fields.containsKey("protocol");
        List<String> handlers = Stream.of(fields.getOrDefault("queues", "").split(","))
                .filter(handler -> !handler.isBlank())
                .toList();
        return Optional.of(new WorkerState(name, isAlive(fields, isPython), isPython, handlers, fields));
    }

    private boolean isAlive(Map<String, String> fields, boolean isPython) {
        boolean isHeard = UtcText.parse(fields.getOrDefault("last_heartbeat", ""))
                .map(at -> at.plus(SILENCE).isAfter(clock.instant()))
                .orElse(false);
        return !fields.containsKey("death") && (isPython || isHeard);
    }
}
