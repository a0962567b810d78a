package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firing.Try;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.message.FiringMessage;
import io.butterfly.ruqi.replica.Replica;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a dispatcher asks and records about the firings that it carries out. */
@Singleton
public final class DispatchContext {
    private final Replica replica;
    private final Firings firings;
    private final PublishedFirings published;
    private final Outcomes outcomes;
    private final Clock clock;

    public DispatchContext(
            Replica replica, Firings firings, PublishedFirings published, Outcomes outcomes, Clock clock) {
        this.replica = replica;
        this.firings = firings;
        this.published = published;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Waits for the lease; false when this firing is no longer ours. */
    boolean holds(Firing firing) throws InterruptedException {
        return replica.awaitHeld(firing.owner());
    }

    /** Whether it may be executed: an at-most-once target only when this marks it as started, any other always. */
    boolean start(Firing firing) {
        return !firing.isAtMostOnce() || firings.start(firing, now());
    }

    /** The same message; its end is reported to the replicas of this store if the firing awaits it. */
    FiringMessage reported(FiringMessage message) {
        return message.awaitsEnd() ? message.reportedTo(FiringMessage.endHandler(published.storeId())) : message;
    }

    /** BaiChuan has the message, and any replica may record its end: it is not carried out here any more. */
    void published(Firing firing) {
        published.mark(firing, now());
        outcomes.giveUp(firing);
    }

    /** The ids of those among these firings that still run and are ours: a call may have stopped one meanwhile. */
    List<String> running(List<Firing> mine) {
        Set<Try> tries = mine.stream().map(Firing::currentTry).collect(Collectors.toSet());
        return published.find(mine.stream().map(Firing::id).toList()).stream()
                .filter(firing -> tries.contains(firing.currentTry()))
                .map(Firing::id)
                .toList();
    }

    void end(Outcome outcome) {
        outcomes.record(outcome);
    }

    /** It has no outcome here; its next owner, or this one, dispatches it again. */
    void giveUp(Firing firing) {
        outcomes.giveUp(firing);
    }

    Instant now() {
        return clock.instant();
    }
}
