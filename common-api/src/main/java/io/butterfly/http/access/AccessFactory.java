package io.butterfly.http.access;

import io.butterfly.access.Access;
import io.butterfly.access.AccessSettings;
import io.butterfly.access.Credential;
import io.butterfly.kernel.PollLoop;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Reads where tokens come from. The token file is looked at every two seconds. */
@Factory
final class AccessFactory {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private PollLoop watching;

    @Bean
    @Singleton
    Access access(
            @Value("${butterfly.tokens-file:}") String file,
            @Value("${butterfly.admin-token:}") String admin,
            @Value("${butterfly.service-token:}") String service,
            @Value("${butterfly.jwt-secret:}") String jwt) {
        AccessSettings settings =
                new AccessSettings(given(file).map(Path::of), given(admin), given(service), given(jwt));
        try {
            Access access = new Access(settings, Clock.systemUTC());
            if (settings.tokenFile().isPresent()) {
                watching = PollLoop.start("token-file", () -> {
                    access.refresh();
                    return LOOK;
                });
            }
            return access;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /** What this service shows the others. */
    @Singleton
    Credential credential(@Value("${butterfly.service-token:}") String service) {
        try {
            return new Credential(service.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("butterfly.service-token: " + e.getMessage(), e);
        }
    }

    private static Optional<String> given(String setting) {
        return Optional.of(setting.strip()).filter(text -> !text.isEmpty());
    }

    @PreDestroy
    void stop() {
        if (watching != null) {
            watching.close();
        }
    }
}
