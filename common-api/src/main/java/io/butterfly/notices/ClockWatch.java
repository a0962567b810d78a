package io.butterfly.notices;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Looks whether the clock of a service's database was set. */
public final class ClockWatch implements Watch {
    /** Longer than two looks are apart. */
    private static final Duration PAST = Duration.ofSeconds(30);

    private final Events events;
    private final Function<Duration, Optional<Duration>> steps;
    private final Clock clock;
    private Optional<Duration> known = Optional.empty();

    /** @param steps by how much it stepped at last, when that was not longer ago than this */
    public ClockWatch(Events events, Function<Duration, Optional<Duration>> steps, Clock clock) {
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public void look() {
        Optional<Duration> step = steps.apply(PAST);
        if (step.isPresent() && !step.equals(known)) {
            String text = "the database's clock has stepped by " + step.get().toMillis() / 1e3 + " s";
            events.report(Event.of(
                    EventKind.CLOCK_STEPPED,
                    "database clock",
                    "database clock",
                    text,
                    "what is due by it comes " + (step.get().isNegative() ? "later" : "sooner"),
                    clock.instant()));
        }
        known = step;
    }
}
