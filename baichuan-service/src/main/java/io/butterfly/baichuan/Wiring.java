package io.butterfly.baichuan;

import io.butterfly.baichuan.push.Deliveries;
import io.butterfly.baichuan.push.KeptRoutes;
import io.butterfly.baichuan.push.OwnCalls;
import io.butterfly.baichuan.push.Push;
import io.butterfly.baichuan.push.PushSettings;
import io.butterfly.baichuan.push.RouteSettings;
import io.butterfly.baichuan.push.Routes;
import io.butterfly.baichuan.queue.Queues;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** What is made from settings, or is not a class of ours. */
@Factory
final class Wiring {
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
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
