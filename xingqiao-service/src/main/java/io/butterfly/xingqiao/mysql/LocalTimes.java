package io.butterfly.xingqiao.mysql;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** DATETIME columns and JSON times: local time of the configured zone, whole seconds. */
@Singleton
final class LocalTimes {
    private final ZoneId zone;

    LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone).withNano(0);
    }
}
