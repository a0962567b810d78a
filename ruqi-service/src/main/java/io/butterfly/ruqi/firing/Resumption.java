package io.butterfly.ruqi.firing;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.ResumeSchedule;
import io.butterfly.ruqi.replica.Incarnation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resumes firings that need not wait any more: for their retry, for another firing's end, or for their first run when a
 * call asked for them. A part of the loop's turn: as soon as this process knows of one, and once a second for those
 * that only other replicas know of.
 */
@Singleton
public final class Resumption {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_RESUMED = 500;

    private final Firings firings;
    private final Dispatchers dispatchers;
    private final ResumeSchedule schedule;
    private final SteadyClock clock;
    private long lastLook;

    public Resumption(Firings firings, Dispatchers dispatchers, ResumeSchedule schedule, SteadyClock clock) {
        this.firings = firings;
        this.dispatchers = dispatchers;
        this.schedule = schedule;
        this.clock = clock;
        this.lastLook = clock.nanos();
    }

    void turn(Incarnation owner) {
        Set<Kind> due = schedule.takeDue();
        if (clock.since(lastLook).compareTo(PAUSE) >= 0) {
            lastLook = clock.nanos();
            due = EnumSet.allOf(Kind.class);
        }
        for (Dispatcher dispatcher : dispatchers.all()) {
            if (due.contains(dispatcher.kind())) {
                resume(dispatcher, owner);
            }
        }
    }

    private void resume(Dispatcher dispatcher, Incarnation owner) {
        int limit = Math.min(dispatchers.room(dispatcher), MAX_RESUMED);
        if (limit > 0) {
            List<Firing> resumed = firings.resume(dispatcher.kind(), limit, owner);
            dispatchers.dispatch(dispatcher, resumed);
            if (resumed.size() == limit) {
                schedule.now(dispatcher.kind()); // there may be more
            }
        }
    }

    Optional<Duration> untilNext() {
        return schedule.untilNext();
    }
}
