package io.butterfly.baichuan.worker;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the registry clean: silent workers of ours are marked as dead, expired ones leave the lists. */
@Singleton
public final class WorkerUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerUpkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final WorkerRegistry registry;
    private final WorkerBoard board;
    private PollLoop loop;

    WorkerUpkeep(WorkerRegistry registry, WorkerBoard board) {
        this.registry = registry;
        this.board = board;
    }

    public void start() {
        loop = PollLoop.start("worker-upkeep", this::tick);
    }

    Duration tick() {
        List<WorkerState> registered = board.all();
        for (WorkerState worker : registered) {
            if (!worker.isAlive() && !worker.isPython()) {
                LOG.info("worker {} is silent since {}", worker.name(), worker.field("last_heartbeat"));
                registry.left(worker.name());
            }
        }
        List<String> gone = registry.clean();
        if (!gone.isEmpty()) {
            LOG.info("workers that have expired: {}", gone);
        }
        int rests = registry.clearRests(registered.stream()
                .filter(WorkerState::isPython)
                .map(WorkerState::name)
                .toList());
        if (rests > 0) {
            LOG.info("{} rests of registrations deleted that Python workers wrote after they had expired", rests);
        }
        return Backoff.jittered(PAUSE);
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }
}
