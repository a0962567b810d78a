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

    /** Whether messages wait that no worker takes. */
    static boolean isUnserved(JsonNode queue) {
        return queue.path("queued").asLong() > 0
                && !queue.path("paused").asBoolean()
                && !queue.path("served").asBoolean(true);
    }

    /**
     * How long the next message has waited.
     *
     * @param unserved for how long the queue is known to be unserved: {@code oldest_age} leaves out what waits with a
     *     priority or in a group
     */
    static long seconds(JsonNode queue, Duration unserved) {
        return Math.max(queue.path("oldest_age").asLong(), unserved.toSeconds());
    }

    /** @param limit how long a message may wait */
    static Optional<EventKind> of(JsonNode queue, Duration limit, Duration unserved) {
        if (queue.path("queued").asLong() == 0 || queue.path("paused").asBoolean()) {
            return Optional.empty();
        }
        long seconds = seconds(queue, unserved);
        if (isUnserved(queue) && seconds >= WITHOUT_WORKER.toSeconds()) {
            return Optional.of(EventKind.QUEUE_UNSERVED);
        }
        return seconds >= limit.toSeconds() ? Optional.of(EventKind.QUEUE_OLD) : Optional.empty();
    }
}
