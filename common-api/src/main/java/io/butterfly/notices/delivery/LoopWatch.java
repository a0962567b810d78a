package io.butterfly.notices.delivery;

import io.butterfly.kernel.InstanceName;
import io.butterfly.kernel.MainLoops;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.notices.Watch;
import io.butterfly.notices.rules.RulesFile;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for turns of main loops that do not end. A turn that hangs is one event, however long it does. */
@Singleton
@Requires(beans = NoticeStore.class)
final class LoopWatch implements Watch {
    private final List<MainLoops> loops;
    private final Events events;
    private final RulesFile rules;
    private final SteadyClock clock;
    private final BeanProvider<EmbeddedServer> server;
    private final Set<String> hanging = new HashSet<>();

    /**
     * @param server its port, after the name of the machine, tells this process' loops from those of other replicas.
     *     The address it listens on does not: in a container that is every address.
     */
    LoopWatch(
            List<MainLoops> loops,
            Events events,
            RulesFile rules,
            SteadyClock clock,
            BeanProvider<EmbeddedServer> server) {
        this.loops = loops;
        this.events = events;
        this.rules = rules;
        this.clock = clock;
        this.server = server;
    }

    @Override
    public void look() {
        InstanceName name = InstanceName.ofThisProcess(server.get().getPort());
        String process = name.host() + ":" + name.port(); // a process that is started anew ends what its last one said
        loops.forEach(main -> main.turnAges().forEach((loop, age) -> look(loop, age, process)));
    }

    private void look(String loop, Duration age, String process) {
        String object = loop + "@" + process;
        if (age.compareTo(rules.current().limits().loop()) <= 0) {
            hanging.remove(object);
            events.recovered(EventKind.LOOP_STALLED, object, clock::instant);
        } else if (hanging.add(object)) {
            String text = "a turn of the loop " + loop + " has not ended for " + age.toSeconds() + " s";
            events.report(Event.of(EventKind.LOOP_STALLED, object, loop, text, "process " + process, clock.instant()));
        }
    }
}
