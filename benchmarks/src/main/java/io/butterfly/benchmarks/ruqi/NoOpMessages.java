package io.butterfly.benchmarks.ruqi;

import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.dispatch.MessageDispatcher;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.replica.StoreClock;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stands where messages are published, and does nothing: what is left is the scheduler. The peers' tasks do nothing,
 * too.
 */
@Singleton
@Replaces(MessageDispatcher.class)
final class NoOpMessages implements Dispatcher {
    private final Slots slots;
    private final Outcomes outcomes;
    private final StoreClock clock;

    NoOpMessages(Outcomes outcomes, StoreClock clock, Signal wakeup) {
        this.slots = new Slots(Integer.getInteger("benchmark.slots", 2_000), wakeup);
        this.outcomes = outcomes;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.MESSAGE;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public void dispatch(List<Firing> firings) {
        for (Firing firing : firings) {
            Instant now = clock.instant();
            outcomes.record(new Outcome(firing, Status.SUCCEEDED, "", now, now, Duration.ZERO, Optional.empty()));
            slots.release(1);
        }
    }

    @Override
    public void close() {}
}
