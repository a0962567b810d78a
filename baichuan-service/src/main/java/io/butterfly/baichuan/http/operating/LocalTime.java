package io.butterfly.baichuan.http.operating;

import io.butterfly.settings.Common;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Stored times for people, in the configured zone. */
@Singleton
final class LocalTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final DateTimeFormatter format;

    LocalTime(@Value("${butterfly.zone:}") String zone) {
        this.format = FORMAT.withZone(Common.zone(zone));
    }

    /** A dash for none. */
    String of(String utc) {
        try {
            return utc == null || utc.isEmpty() ? "-" : format.format(Instant.parse(utc));
        } catch (DateTimeParseException e) {
            return utc;
        }
    }
}
