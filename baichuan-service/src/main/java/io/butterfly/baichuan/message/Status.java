package io.butterfly.baichuan.message;

import java.util.Arrays;
import java.util.Locale;

/**
 * The four words of the manual. Delayed is {@code QUEUED}; lost, timed out, cancelled and expired are {@code FAILED}
 * with a code.
 */
public enum Status {
    QUEUED,
    STARTED,
    FINISHED,
    FAILED;

    /** As the hash and the wire have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A message with an unknown word has failed: no step can go on from it. */
    public static Status of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElse(FAILED);
    }

    public boolean isEnded() {
        return this == FINISHED || this == FAILED;
    }
}
