package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcomes;
import java.util.List;
import java.util.Set;

/** Everything that carries out firings here: a firing that is handed over takes its slot and is owed an outcome. */
public final class Dispatchers {
    private static final int MAX_IN_HAND = 20_000;

    private final List<Dispatcher> dispatchers;
    private final Outcomes outcomes;

    public Dispatchers(List<Dispatcher> dispatchers, Outcomes outcomes) {
        this.dispatchers = List.copyOf(dispatchers);
        this.outcomes = outcomes;
    }

    List<Dispatcher> all() {
        return dispatchers;
    }

    Set<String> inHand() {
        return outcomes.owed();
    }

    /**
     * How many firings of a kind may be taken: as many as there are free slots, and no more than can wait in memory for
     * the store to take what became of them.
     */
    int room(Dispatcher dispatcher) {
        return Math.min(dispatcher.slots().free(), MAX_IN_HAND - outcomes.count());
    }

    void dispatch(Dispatcher dispatcher, List<Firing> firings) {
        if (!firings.isEmpty()) {
            dispatcher.slots().take(firings.size());
            outcomes.expect(firings);
            dispatcher.dispatch(firings);
        }
    }
}
