package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.waiting.ClaimWaiters;
import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Looks at the queues that claims wait for, because producers of the Python service push to Redis only. */
@Singleton
public final class QueueWatch {
    private static final Duration PAUSE = Duration.ofMillis(200); // with its turn less than the 250 ms we promise

    private final ClaimSteps steps;
    private final ClaimWaiters waiting;
    private PollLoop loop;

    QueueWatch(ClaimSteps steps, ClaimWaiters waiting) {
        this.steps = steps;
        this.waiting = waiting;
    }

    public void start() {
        loop = PollLoop.start("queue-watch", this::tick);
    }

    Duration tick() {
        List<String> handlers = waiting.handlers();
        if (!handlers.isEmpty()) {
            steps.waiting(handlers).forEach(waiting::wake);
        }
        return PAUSE;
    }

    @PreDestroy
    public void stop() {
        if (loop != null) {
            loop.close();
        }
    }
}
