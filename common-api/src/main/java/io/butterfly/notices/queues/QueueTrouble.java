package io.butterfly.notices.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.notices.EventKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is wrong with a queue, decided from its row in {@code queue_list}. A paused one is as its operator wants it. */
final class QueueTrouble {
    static final List<EventKind> KINDS = List.of(EventKind.QUEUE_UNSERVED, EventKind.QUEUE_OLD);

    /** A worker that is started anew is away for some seconds. */
    private static final Duration WITHOUT_WORKER = Duration.ofMinutes(1);

    private QueueTrouble() {}

    /** @param limit how long a message may wait */
    static Optional<EventKind> of(JsonNode queue, Duration limit) {
        double seconds = queue.path("oldest_age").asDouble();
        if (queue.path("queued").asLong() == 0 || queue.path("paused").asBoolean()) {
            return Optional.empty();
        }
        if (!queue.path("served").asBoolean(true) && seconds >= WITHOUT_WORKER.toSeconds()) {
            return Optional.of(EventKind.QUEUE_UNSERVED);
        }
        return seconds >= limit.toSeconds() ? Optional.of(EventKind.QUEUE_OLD) : Optional.empty();
    }
}
