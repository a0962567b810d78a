package io.butterfly.notices.delivery;

import io.butterfly.access.Credential;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Events;
import io.butterfly.notices.rules.RulesFile;
import io.butterfly.notices.send.Sinks;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/** Makes what needs settings. A service without a table for notices sends none, and forgets its events. */
@Factory
final class NoticeWiring {
    private final String service;

    NoticeWiring(@Value("${micronaut.application.name}") String service) {
        this.service = service;
    }

    @Singleton
    Events events(Optional<NoticeStore> store, SteadyClock clock) {
        return store.isPresent() ? Events.kept(clock) : Events.forgotten();
    }

    /** Read at once: a file that cannot be understood ends the start. */
    @Context
    @Requires(beans = NoticeStore.class)
    RulesFile rules(@Value("${butterfly.notices-file:}") String file) {
        try {
            return new RulesFile(
                    Optional.of(file.strip()).filter(name -> !name.isEmpty()).map(Path::of));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("BUTTERFLY_NOTICES_FILE: " + e.getMessage(), e);
        }
    }

    @Bean(preDestroy = "close")
    @Singleton
    @Requires(beans = NoticeStore.class)
    Sinks sinks(@Value("${micronaut.http.services.baichuan.url}") URI baichuan, Credential credential) {
        Publisher publisher = new Publisher(new BaiChuanCalls(baichuan, credential));
        return new Sinks(publisher, Clock.systemUTC(), Sinks.LIMIT);
    }

    @Singleton
    @Requires(beans = NoticeStore.class)
    Texts texts(ZoneId zone) {
        return new Texts(service, zone);
    }

    @Singleton
    @Requires(beans = NoticeStore.class)
    NoticeMeters meters(MeterRegistry registry) {
        return new NoticeMeters(registry, service);
    }
}
