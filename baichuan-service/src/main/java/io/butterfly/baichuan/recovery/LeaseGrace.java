package io.butterfly.baichuan.recovery;

import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a lease that ran out says that its worker is gone. After a start, an outage of Redis or a pause of this
 * process it says only that the worker could not renew it, until Redis has been reached without a break for as long as
 * the rarest heartbeat takes. Used by the loop's thread only; without a loop that begins, it is always over.
 */
final class LeaseGrace {
    private final SteadyClock clock;
    private final Duration longestGap;
    private final Duration heartbeat;
    private boolean hasBegun;
    private long lastLook;
    private Deadline ofAll;
    /** Handlers that could not be looked at while others could: one server of a cluster was away. */
    private final Map<String, Deadline> ofHandlers = new HashMap<>();

    /**
     * @param longestGap between two looks at Redis; a longer one is an outage
     * @param heartbeat after so long every living worker has renewed its leases
     */
    LeaseGrace(SteadyClock clock, Duration longestGap, Duration heartbeat) {
        this.clock = clock;
        this.longestGap = longestGap;
        this.heartbeat = heartbeat;
        this.ofAll = clock.deadline(Duration.ZERO);
        this.lastLook = clock.nanos();
    }

    /** The loop begins: before, no worker could renew its leases here. */
    void begin() {
        hasBegun = true;
        lastLook = clock.nanos();
        ofAll = clock.deadline(heartbeat);
    }

    /** Redis has answered about some of these handlers at least. */
    void looked(List<String> handlers, List<Survey> answers) {
        if (hasBegun && clock.since(lastLook).compareTo(longestGap) > 0) {
            ofAll = clock.deadline(heartbeat);
        }
        lastLook = clock.nanos();
        if (answers.size() < handlers.size()) {
            Set<String> silent = new HashSet<>(handlers);
            answers.forEach(answer -> silent.remove(answer.handler()));
            silent.forEach(handler -> ofHandlers.put(handler, clock.deadline(heartbeat)));
        }
        if (!ofHandlers.isEmpty()) {
            ofHandlers.values().removeIf(Deadline::hasPassed);
        }
    }

    boolean isOver(String handler) {
        return ofAll.hasPassed() && !ofHandlers.containsKey(handler);
    }
}
