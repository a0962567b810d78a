package io.butterfly.baichuan;

import io.butterfly.baichuan.delivery.Deliveries;
import io.butterfly.baichuan.delivery.PushSettings;
import io.butterfly.baichuan.push.Push;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.route.RouteStore;
import io.butterfly.baichuan.route.Routes;
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
    Routes routes(RouteStore store, List<RouteSettings> routes) {
        return new Routes(
                store,
                routes.stream()
                        .filter(RouteSettings::isOn)
                        .map(RouteSettings::route)
                        .toList());
    }

    @Bean(preDestroy = "stopWork")
    @Singleton
    Push push(Deliveries deliveries, Queues queues, Routes routes, PushSettings settings) {
        return new Push(deliveries, queues, routes, settings.limit());
    }
}
