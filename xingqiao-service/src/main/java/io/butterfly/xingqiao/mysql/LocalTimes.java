package io.butterfly.xingqiao.mysql;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** DATETIME columns and JSON times: local time of the configured zone, whole seconds. */
@Singleton
final class LocalTimes {
    private final ZoneId zone;

    LocalTimes(@Value("${butterfly.zone:}") String zone) {
        this.zone = zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone).withNano(0);
    }
}
