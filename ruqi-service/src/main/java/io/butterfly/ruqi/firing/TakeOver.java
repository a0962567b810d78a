package io.butterfly.ruqi.firing;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firing.Try;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.replica.Incarnation;
import io.butterfly.ruqi.replica.Replica;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds running firings that no replica carries out: those of replicas that are gone, and those of this one whose
 * transaction was committed while its answer was lost. A part of the loop's turn, at most once a second.
 */
@Singleton
public final class TakeOver {
    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Firings firings;
    private final Dispatchers dispatchers;
    private final Replica replica;
    private final SteadyClock clock;
    private long lastTurn;

    public TakeOver(Firings firings, Dispatchers dispatchers, Replica replica, SteadyClock clock) {
        this.firings = firings;
        this.dispatchers = dispatchers;
        this.replica = replica;
        this.clock = clock;
        this.lastTurn = clock.nanos();
    }

    void turn(Incarnation owner) {
        if (clock.since(lastTurn).compareTo(PAUSE) < 0) {
            return;
        }
        lastTurn = clock.nanos();
        findForgotten(owner);
        replica.deleteLapsedOthers();
        Set<Kind> orphaned = firings.orphaned();
        if (orphaned.isEmpty()) {
            return;
        }
        List<Firing> lost = firings.loseStarted();
        if (!lost.isEmpty()) {
            LOG.warn("{} firings had started on a replica that is gone, and must not run twice: lost", lost.size());
            dispatchers.lost(lost);
        }
        for (Dispatcher dispatcher : dispatchers.all()) {
            if (orphaned.contains(dispatcher.kind())) {
                adopt(dispatcher, owner);
            }
        }
    }

    /**
     * Only the loop dispatches, so a firing that runs by the ledger and was not open here before the query is
     * forgotten.
     */
    private void findForgotten(Incarnation owner) {
        Set<Try> open = dispatchers.openTries();
        List<Firing> forgotten = new ArrayList<>(firings.running(owner.id()));
        forgotten.removeIf(firing -> open.contains(firing.currentTry()));
        if (!forgotten.isEmpty()) {
            LOG.warn("{} firings of this replica were not being carried out: dispatching them", forgotten.size());
            dispatchers
                    .all()
                    .forEach(to -> dispatchers.dispatch(
                            to,
                            forgotten.stream()
                                    .filter(firing -> firing.kind() == to.kind())
                                    .toList()));
        }
    }

    private void adopt(Dispatcher dispatcher, Incarnation owner) {
        int free = dispatchers.room(dispatcher);
        List<Firing> adopted = free > 0 ? firings.adopt(dispatcher.kind(), free, owner) : List.of();
        if (!adopted.isEmpty()) {
            LOG.warn("taking over {} {} firings of a replica that is gone", adopted.size(), dispatcher.kind());
            dispatchers.dispatch(dispatcher, adopted);
        }
    }
}
