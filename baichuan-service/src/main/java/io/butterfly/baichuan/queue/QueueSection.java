package io.butterfly.baichuan.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a queue keeps its messages: those of a state, and of the queued ones those that are not due yet. */
public enum QueueSection {
    QUEUED,
    DELAYED,
    STARTED,
    FINISHED,
    FAILED;

    /** As the wire has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<QueueSection> of(String word) {
        return Arrays.stream(values())
                .filter(section -> section.word().equals(word))
                .findFirst();
    }
}
