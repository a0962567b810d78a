package io.butterfly.api.baichuan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/** How far a message is. A delayed one is queued; one that was lost, cancelled or came too late has failed. */
public enum MessageStatus {
    QUEUED,
    STARTED,
    FINISHED,
    FAILED;

    /** Null for a text that is no status, which only a foreign peer sends. */
    @JsonCreator
    public static MessageStatus of(String wire) {
        return Stream.of(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }

    /** As it is on the wire, such as {@code queued}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isEnded() {
        return this == FINISHED || this == FAILED;
    }
}
