package io.butterfly.baichuan.queue;

import java.util.Map;

/**
 * What operators see of a queue.
 *
 * @param counts how many messages each section has
 * @param placed how many of the queued ones wait with a priority or in a group
 * @param limits those that were set, by name
 * @param oldestMillis for how long the next message has been waiting, 0 when there is none
 */
public record QueueState(
        String handler,
        Map<QueueSection, Long> counts,
        long placed,
        long oldestMillis,
        boolean isPaused,
        Map<String, Double> limits) {

    public long count(QueueSection section) {
        return counts.getOrDefault(section, 0L);
    }
}
