package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.ResumeSchedule;
import io.butterfly.ruqi.replica.Incarnation;
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
public final class Resumption {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_RESUMED = 500;

    private final Firings firings;
    private final Dispatchers dispatchers;
    private final ResumeSchedule waiting;
    private long lastLook = System.nanoTime();

    public Resumption(Firings firings, Dispatchers dispatchers, ResumeSchedule waiting) {
        this.firings = firings;
        this.dispatchers = dispatchers;
        this.waiting = waiting;
    }

    void onNews(Runnable listener) {
        waiting.onNews(listener);
    }

    void turn(Incarnation owner) {
        Set<Kind> due = waiting.takeDue();
        if (System.nanoTime() - lastLook >= PAUSE.toNanos()) {
            lastLook = System.nanoTime();
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
                waiting.now(dispatcher.kind()); // there may be more
            }
        }
    }

    Optional<Duration> untilNext() {
        return waiting.untilNext();
    }
}
