package io.butterfly.baichuan.worker;

import java.util.List;
import java.util.Map;

/**
 * What operators see of a worker.
 *
 * @param name {@code host:port:pid}, or whatever it calls itself
 * @param isAlive whether it gave a sign of life lately and has not left
 * @param isPython whether it belongs to the Python service, which works on Redis itself: its completions are only seen
 *     there
 * @param handlers those it has
 * @param fields the others by name, as they are written down: times in UTC, counters as text
 */
public record WorkerState(
        String name, boolean isAlive, boolean isPython, List<String> handlers, Map<String, String> fields) {

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
