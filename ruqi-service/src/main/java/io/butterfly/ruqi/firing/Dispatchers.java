package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firing.Try;
import io.butterfly.ruqi.history.FiringMeters;
import io.butterfly.ruqi.history.Outcomes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The dispatchers of this process. A firing that is dispatched takes a slot and is expected to have an outcome. */
@Singleton
public final class Dispatchers {
    private static final int MAX_OPEN = 20_000;

    private final List<Dispatcher> dispatchers;
    private final Outcomes outcomes;
    private final FiringMeters meters;

    public Dispatchers(List<Dispatcher> dispatchers, Outcomes outcomes, FiringMeters meters) {
        this.dispatchers = List.copyOf(dispatchers);
        this.outcomes = outcomes;
        this.meters = meters;
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

    /** The first try of firings that have come due. */
    void dispatch(Dispatcher dispatcher, List<Firing> due, Instant now) {
        meters.begun(due, now);
        dispatch(dispatcher, due);
    }

    void dispatch(Dispatcher dispatcher, List<Firing> firings) {
        if (!firings.isEmpty()) {
            dispatcher.slots().take(firings.size());
            outcomes.expect(firings);
            dispatcher.dispatch(firings);
        }
    }
}
