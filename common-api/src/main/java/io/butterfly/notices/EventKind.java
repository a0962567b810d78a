package io.butterfly.notices;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can happen to an object. */
public enum EventKind {
    FIRING_FAILED(Severity.WARNING, true),
    /** It is unknown whether the target did its work. */
    FIRING_LOST(Severity.CRITICAL, true),
    FIRING_LATE(Severity.WARNING, true),
    /** After too many failures in a row. */
    JOB_PAUSED(Severity.CRITICAL, false),
    TASK_ROW_UNUSABLE(Severity.WARNING, true),
    /** Its oldest message waits too long. */
    QUEUE_OLD(Severity.WARNING, true),
    /** Messages wait, and no worker takes them. */
    QUEUE_UNSERVED(Severity.CRITICAL, true),
    WORKFLOW_FAILED(Severity.WARNING, true),
    /** A job of it runs and does not move. */
    WORKFLOW_STILL(Severity.WARNING, true),
    LOOP_STALLED(Severity.CRITICAL, true),
    CLOCK_STEPPED(Severity.WARNING, false),
    /** What {@code notice_test} sends. */
    TEST(Severity.INFO, false);

    private final Severity severity;
    private final boolean canRecover;

    EventKind(Severity severity, boolean canRecover) {
        this.severity = severity;
        this.canRecover = canRecover;
    }

    public Severity severity() {
        return severity;
    }

    /** Whether it is over at some time; otherwise it is over as soon as it has happened. */
    public boolean canRecover() {
        return canRecover;
    }

    /** As files, tables and notices have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word of another release. */
    public static Optional<EventKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
