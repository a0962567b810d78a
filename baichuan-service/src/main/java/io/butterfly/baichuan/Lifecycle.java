package io.butterfly.baichuan;

import io.butterfly.baichuan.claim.QueueWatch;
import io.butterfly.baichuan.push.DemoDelivery;
import io.butterfly.baichuan.push.Push;
import io.butterfly.baichuan.push.Routes;
import io.butterfly.baichuan.queue.Tally;
import io.butterfly.baichuan.recovery.PythonWatch;
import io.butterfly.baichuan.recovery.RecoveryLoop;
import io.butterfly.baichuan.worker.WorkerUpkeep;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Starts, when the service listens, what runs by itself; each part stops itself when the application does. */
@Singleton
final class Lifecycle {
    private final QueueWatch queueWatch;
    private final Recovering recovering;
    private final Pushing pushing;
    private final Tally tally;
    private final WorkerUpkeep workers;

    Lifecycle(QueueWatch queueWatch, Recovering recovering, Pushing pushing, Tally tally, WorkerUpkeep workers) {
        this.queueWatch = queueWatch;
        this.recovering = recovering;
        this.pushing = pushing;
        this.tally = tally;
        this.workers = workers;
    }

    @Singleton
    record Recovering(RecoveryLoop loop, PythonWatch pythonWatch) {}

    @Singleton
    record Pushing(DemoDelivery demo, Routes routes, Push push) {}

    @EventListener
    void start(ServerStartupEvent event) {
        queueWatch.start();
        recovering.loop().start();
        recovering.pythonWatch().start();
        pushing.demo().start();
        pushing.routes().start();
        pushing.push().start();
        tally.start();
        workers.start();
    }
}
