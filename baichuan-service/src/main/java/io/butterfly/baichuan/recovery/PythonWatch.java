package io.butterfly.baichuan.recovery;

import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks for messages that a Python worker has ended, because it says so only in the hash: four times a second, at some
 * of the ids whose on_finish is not settled, on queues that such workers have. It looks at a thousand ids a queue and
 * turn: with four thousand of them, a second passes.
 */
@Singleton
public final class PythonWatch {
    private static final Duration PAUSE = Duration.ofMillis(200); // with its turn less than the 250 ms we promise
    private static final int MOST = 1_000;
    private static final int WORKERS_EVERY = 4;

    private final PythonSteps steps;
    private final PythonRecovery recovery;
    private final Map<String, Long> places = new HashMap<>();
    private Set<String> queues = Set.of();
    private int turn;
    private PollLoop loop;

    PythonWatch(PythonSteps steps, PythonRecovery recovery) {
        this.steps = steps;
        this.recovery = recovery;
    }

    public void start() {
        loop = PollLoop.start("python-watch", this::tick);
    }

    Duration tick() {
        if (turn++ % WORKERS_EVERY == 0) {
            queues = steps.handlers();
            places.keySet().retainAll(queues);
        }
        for (String handler : queues) {
            long from = places.getOrDefault(handler, 0L);
            int seen = recovery.reportEnds(handler, from, MOST);
            places.put(handler, seen < MOST ? 0 : from + seen);
        }
        return PAUSE;
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }
}
