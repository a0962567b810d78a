package io.butterfly.baichuan;

import io.butterfly.baichuan.tally.Tally;
import io.butterfly.baichuan.worker.WorkerUpkeep;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** What runs by itself beside the messages: figures and registrations. */
@Singleton
final class Maintenance {
    private final Tally tally;
    private final WorkerUpkeep workers;

    Maintenance(Tally tally, WorkerUpkeep workers) {
        this.tally = tally;
        this.workers = workers;
    }

    @EventListener
    void start(ServerStartupEvent event) {
        tally.start();
        workers.start();
    }
}
