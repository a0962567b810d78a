package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.worker.WorkerBoard;
import io.butterfly.baichuan.worker.WorkerState;
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

/** Reads registrations, ours and the original's. */
@Singleton
final class RedisWorkerBoard implements WorkerBoard {
    /**
     * One of ours is written down once a minute while it lives. The original's registration is its own sign of life.
     */
    private static final Duration SILENCE = Duration.ofSeconds(150);

    private final RedisLink redis;
    private final Clock clock;

    RedisWorkerBoard(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public List<WorkerState> all() {
        List<String> names = RedisLink.await(redis.commands().smembers(Keys.WORKERS)).stream()
                .map(Answers::text)
                .filter(Keys::isWorker)
                .map(Keys::workerOf)
                .sorted()
                .toList();
        List<CompletionStage<Map<String, byte[]>>> answers = new ArrayList<>();
        names.forEach(name -> answers.add(redis.commands().hgetall(Keys.worker(name))));
        List<Map<String, byte[]>> hashes = RedisLink.await(answers);
        List<WorkerState> workers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            state(names.get(i), hashes.get(i)).ifPresent(workers::add);
        }
        return workers;
    }

    @Override
    public Optional<WorkerState> find(String name) {
        return state(name, RedisLink.await(redis.commands().hgetall(Keys.worker(name))));
    }

    /** A hash without a birth is the rest of one that has expired: the original's heartbeat writes into the void. */
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
