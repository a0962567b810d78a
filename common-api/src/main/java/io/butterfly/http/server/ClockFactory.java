package io.butterfly.http.server;

import io.butterfly.kernel.SteadyClock;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The clock that beans measure durations by. It does not stand in for the service's own clock, which says the time. */
@Factory
final class ClockFactory {
    @Singleton
    @Bean(typed = SteadyClock.class)
    SteadyClock steadyClock() {
        return SteadyClock.system();
    }
}
