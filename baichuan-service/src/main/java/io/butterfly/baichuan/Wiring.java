package io.butterfly.baichuan;

import io.butterfly.baichuan.publish.MemoryWatermark;
import io.butterfly.baichuan.push.Deliveries;
import io.butterfly.baichuan.push.KeptRoutes;
import io.butterfly.baichuan.push.OwnCalls;
import io.butterfly.baichuan.push.Push;
import io.butterfly.baichuan.push.PushSettings;
import io.butterfly.baichuan.push.RouteSettings;
import io.butterfly.baichuan.push.Routes;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.recovery.RecoveryLoop;
import io.butterfly.baichuan.worker.Workers;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What is made from settings, or is not a class of ours. */
@Factory
final class Wiring {
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    Workers.LeaseTime leaseTime(Settings.Messages settings) {
        return new Workers.LeaseTime(settings.lease());
    }

    @Singleton
    MemoryWatermark.Limit memoryLimit(Settings.Messages settings) {
        return new MemoryWatermark.Limit(settings.memoryWatermark(), settings.maxMemory());
    }

    /** A worker renews its leases three times within one. */
    @Singleton
    RecoveryLoop.Times recoveryTimes(Settings.Messages messages, Settings.Emptied queues, PushSettings push) {
        boolean isPushLonger = push.lease().compareTo(messages.lease()) > 0;
        Duration shorter = isPushLonger ? messages.lease() : push.lease();
        Duration longer = isPushLonger ? push.lease() : messages.lease();
        return new RecoveryLoop.Times(queues.forgetAfter(), shorter, longer.dividedBy(3));
    }

    @Bean(preDestroy = "close")
    @Singleton
    Routes routes(KeptRoutes store, List<RouteSettings> routes) {
        return new Routes(
                store,
                routes.stream()
                        .filter(RouteSettings::isOn)
                        .map(RouteSettings::route)
                        .toList());
    }

    @Bean(preDestroy = "stopWork")
    @Singleton
    Push push(Deliveries deliveries, Queues queues, Routes routes, PushSettings settings, OwnCalls own) {
        return new Push(deliveries, queues, routes, settings.limit(), own);
    }
}
