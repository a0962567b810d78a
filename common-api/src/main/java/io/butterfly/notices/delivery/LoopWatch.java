package io.butterfly.notices.delivery;

import io.butterfly.kernel.MainLoops;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for turns of main loops that do not end. A turn that hangs is one event, however long it does. */
@Singleton
@Requires(beans = NoticeStore.class)
final class LoopWatch {
    private final List<MainLoops> loops;
    private final Events events;
    private final SteadyClock clock;
    private final Set<String> hanging = new HashSet<>();

    LoopWatch(List<MainLoops> loops, Events events, SteadyClock clock) {
        this.loops = loops;
        this.events = events;
        this.clock = clock;
    }

    /** @param host which tells this process' loops from those of other replicas */
    void look(String host, Duration limit) {
        for (MainLoops main : loops) {
            main.turnAges().forEach((name, age) -> {
                String object = name + "@" + host;
                if (age.compareTo(limit) <= 0) {
                    hanging.remove(object);
                    events.recovered(EventKind.LOOP_STALLED, object, clock::instant);
                } else if (hanging.add(object)) {
                    events.report(Event.of(
                            EventKind.LOOP_STALLED,
                            object,
                            name,
                            "a turn of the loop " + name + " has not ended for " + age.toSeconds() + " s",
                            "process " + host,
                            clock.instant()));
                }
            });
        }
    }
}
