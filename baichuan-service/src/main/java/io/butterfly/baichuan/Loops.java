package io.butterfly.baichuan;

import io.butterfly.baichuan.claim.QueueWatch;
import io.butterfly.baichuan.demo.DemoDelivery;
import io.butterfly.baichuan.push.Push;
import io.butterfly.baichuan.recovery.ForeignWatch;
import io.butterfly.baichuan.recovery.RecoveryLoop;
import io.butterfly.baichuan.route.Routes;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/**
 * Everything that moves messages by itself, started when the service listens; each stops itself when the application
 * does.
 */
@Singleton
final class Loops {
    private final QueueWatch queueWatch;
    private final RecoveryLoop recovery;
    private final ForeignWatch foreignWatch;
    private final DemoDelivery demo;
    private final Routes routes;
    private final Push push;

    Loops(
            QueueWatch queueWatch,
            RecoveryLoop recovery,
            ForeignWatch foreignWatch,
            DemoDelivery demo,
            Routes routes,
            Push push) {
        this.queueWatch = queueWatch;
        this.recovery = recovery;
        this.foreignWatch = foreignWatch;
        this.demo = demo;
        this.routes = routes;
        this.push = push;
    }

    @EventListener
    void start(ServerStartupEvent event) {
        queueWatch.start();
        recovery.start();
        foreignWatch.start();
        demo.start();
        routes.start();
        push.start();
    }
}
