package io.butterfly.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import jakarta.inject.Singleton;

/**
 * Micronaut refuses some origins by itself, without saying so and without the settings: only {@link LoopbackGuard}
 * shall decide that.
 */
@Singleton
final class OneGuard implements BeanCreatedEventListener<CorsConfiguration> {
    @Override
    public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> event) {
        event.getBean().setLocalhostPassThrough(true);
        return event.getBean();
    }
}
