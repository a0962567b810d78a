package io.butterfly.ruqi.http;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.InstanceName;
import io.butterfly.ruqi.adoption.Adoption;
import io.butterfly.ruqi.completion.Completions;
import io.butterfly.ruqi.firing.Engine;
import io.butterfly.ruqi.history.HistoryCleanup;
import io.butterfly.ruqi.history.OpenRuns;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/**
 * Jobs fire from the moment the port is known, because it is part of the replica's name, until the service is told to
 * stop.
 */
@Singleton
class EngineStart implements Stoppable {
    private final Store store;
    private final Engine engine;
    private final Completions completions;
    private final OpenRuns runs;
    private final Adoption adoption;
    private final HistoryCleanup cleanup;

    EngineStart(
            Store store,
            Engine engine,
            Completions completions,
            OpenRuns runs,
            Adoption adoption,
            HistoryCleanup cleanup) {
        this.store = store;
        this.engine = engine;
        this.completions = completions;
        this.runs = runs;
        this.adoption = adoption;
        this.cleanup = cleanup;
    }

    @EventListener
    void onStart(ServerStartupEvent event) {
        if (!store.fires()) {
            store.observer().start();
            return;
        }
        String name = InstanceName.ofThisProcess(event.getSource().getPort()).toString();
        store.scripts().install();
        engine.start(name);
        completions.start(name);
        cleanup.start();
        runs.start();
        adoption.start();
    }

    @EventListener
    void onStop(ShutdownEvent event) {
        stopWork();
    }

    @Override
    public void stopWork() {
        store.observer().close();
        adoption.close();
        cleanup.close();
        completions.close();
        engine.close();
        runs.close();
    }
}
