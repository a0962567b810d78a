package io.butterfly.baichuan.audit;

import java.util.Locale;

/** What can be wrong, and what repairing does about it. */
public enum Fault {
    QUEUED_NOWHERE("a queued message in no index: no worker would ever execute it", "it is enqueued, when it is due"),
    CANCELLED_UNSAID(
            "a queued message of the Python service in no list: it was cancelled, or its publisher died before it was"
                    + " listed",
            "it is not executed, and expires in a day"),
    STARTED_NOWHERE("a started message that no worker holds", "it is taken up as if its worker were lost"),
    STARTED_FOR_EVER("a message without result that the Python service never ended", "it is deleted"),
    ENDED_UNLISTED("an ended message in no registry", "it is listed"),
    ENDED_FOR_EVER("an ended message that never expires although it should", "it gets its expiry"),
    REPORT_MISSING("an ended message whose on_finish was never published", "it is published"),
    GHOST("the rest of a message that was deleted while it was executed", "it expires in an hour"),
    HANDLER_UNKNOWN("a message whose handler is not among the queues", "the queue is made known"),
    QUEUE_STRAY("an id in a queue that has no message", "it leaves the queue"),
    DELAYED_STRAY("a delayed id that has no message", "it is forgotten"),
    HAND_STRAY("a held id that has no message", "it is let go"),
    HAND_HALF("an id with a lease that is not in mq:wip", "it is put there"),
    REGISTRY_STRAY("an id in a registry of ended messages that has none", "it leaves the registry"),
    ENDING_STRAY("an id that waits for its on_finish and has no message", "it is forgotten"),
    PLACE_STRAY("the noted place of an id that has no message", "it is forgotten"),
    GROUP_STRAY("an id in a group that has no message", "it leaves the group"),
    RUNNING_STRAY("an id that keeps its group waiting and that no worker holds", "the group goes on"),
    GROUP_STUCK("a group with messages, none of them running, and without a turn (ids: its name)", "it takes its turn"),
    MARK_STRAY("a message that has ended, or never existed, and keeps its equals out", "its mark is taken away");

    private final String meaning;
    private final String repair;

    Fault(String meaning, String repair) {
        this.meaning = meaning;
        this.repair = repair;
    }

    /** As the wire has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
        return meaning;
    }

    public String repair() {
        return repair;
    }
}
