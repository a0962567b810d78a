package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firing.JobRef;
import io.butterfly.ruqi.history.Firing.Try;
import io.butterfly.ruqi.history.FiringEvents;
import io.butterfly.ruqi.history.FiringMeters;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Outcomes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatchers of this process. A firing that is dispatched takes a slot and is expected to have an outcome. */
@Singleton
public final class Dispatchers {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatchers.class);
    private static final int MAX_OPEN = 20_000;

    private final List<Dispatcher> dispatchers;
    private final Outcomes outcomes;
    private final FiringMeters meters;
    private final FiringEvents events;
    private final Clock clock;

    public Dispatchers(
            List<Dispatcher> dispatchers, Outcomes outcomes, FiringMeters meters, FiringEvents events, Clock clock) {
        this.dispatchers = List.copyOf(dispatchers);
        this.outcomes = outcomes;
        this.meters = meters;
        this.events = events;
        this.clock = clock;
    }

    List<Dispatcher> all() {
        return dispatchers;
    }

    Set<Try> openTries() {
        return outcomes.openTries();
    }

    /**
     * How many firings of a kind may be taken: as many as there are free slots, and no more than memory holds while the
     * store does not take their outcomes.
     */
    int room(Dispatcher dispatcher) {
        return Math.min(dispatcher.slots().free(), MAX_OPEN - outcomes.count());
    }

    /** These were being carried out by a replica that is gone, and are not carried out again. */
    void lost(List<Firing> firings) {
        events.lost(firings, clock.instant());
    }

    /** These have failed too often in a row. */
    void paused(List<JobRef> jobs) {
        events.paused(jobs, clock.instant());
    }

    /** The first try of firings that have come due. */
    void dispatch(Dispatcher dispatcher, List<Firing> due, Instant now) {
        meters.begun(due, now);
        events.begun(due, now);
        dispatch(dispatcher, due);
    }

    /** What a dispatcher throws ends the try of its firings, and not the turn: other kinds fire all the same. */
    void dispatch(Dispatcher dispatcher, List<Firing> firings) {
        if (firings.isEmpty()) {
            return;
        }
        dispatcher.slots().take(firings.size());
        outcomes.expect(firings);
        try {
            dispatcher.dispatch(firings);
        } catch (RuntimeException | Error e) {
            LOG.error("{} firings of kind {} could not be dispatched", firings.size(), dispatcher.kind(), e);
            Instant now = clock.instant();
            firings.forEach(firing -> outcomes.record(Outcome.internalError(firing, now, now)));
            dispatcher.slots().release(firings.size());
        }
    }
}
