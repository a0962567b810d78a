package io.butterfly.ruqi.history;

import io.butterfly.kernel.Signal;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.policy.Overlap;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * When firings that wait in the ledger may run, as far as this process knows: after the pause before a retry, or at
 * once because the firing before has ended or a call asked for them. What other replicas made due is found by looking,
 * once a second.
 */
@Singleton
public final class ResumeSchedule {
    private static final long STEP_NANOS = Duration.ofMillis(10).toNanos();

    private final SteadyClock clock;
    private final Signal wakeup;
    private final long start;
    /** Steps since the start → what may be due then. In steps, so that any number of retries takes little room. */
    private final NavigableMap<Long, Set<Kind>> due = new TreeMap<>();

    /** @param wakeup raised when something becomes due that was not known before */
    public ResumeSchedule(SteadyClock clock, Signal wakeup) {
        this.clock = clock;
        this.wakeup = wakeup;
        this.start = clock.nanos();
    }

    /** A firing of this kind may run at once: its row is committed. */
    public void now(Kind kind) {
        add(elapsed() / STEP_NANOS, kind);
    }

    /** These are written: each may be followed by its own retry, or by the firing that waited for its end. */
    public void behind(List<Outcome> ended) {
        for (Outcome outcome : ended) {
            Kind kind = outcome.firing().kind();
            if (outcome.retryAt().isPresent()) {
                long pause = Duration.between(
                                outcome.endedAt(), outcome.retryAt().get())
                        .toNanos();
                add((elapsed() + pause) / STEP_NANOS + 1, kind);
            } else if (outcome.firing().policies().overlapOf(kind) != Overlap.ALLOW) {
                now(kind);
            }
        }
    }

    private long elapsed() {
        return clock.nanos() - start;
    }

    private void add(long step, Kind kind) {
        boolean isNew;
        synchronized (this) {
            isNew = due.computeIfAbsent(step, key -> EnumSet.noneOf(Kind.class)).add(kind);
        }
        if (isNew) {
            wakeup.raise();
        }
    }

    /** The kinds of which something may be due; asked again, they are not due any more. */
    public synchronized Set<Kind> takeDue() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        NavigableMap<Long, Set<Kind>> passed = due.headMap(elapsed() / STEP_NANOS, true);
        passed.values().forEach(kinds::addAll);
        passed.clear();
        return kinds;
    }

    /** How long until something is due; empty when nothing is known to wait. */
    public synchronized Optional<Duration> untilNext() {
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, due.firstKey() * STEP_NANOS - elapsed())));
    }
}
