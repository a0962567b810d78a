package io.butterfly.ruqi;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.InstanceName;
import io.butterfly.ruqi.adoption.Adoption;
import io.butterfly.ruqi.command.Scripts;
import io.butterfly.ruqi.firing.Engine;
import io.butterfly.ruqi.history.HistoryCleanup;
import io.butterfly.ruqi.message.Completions;
import io.butterfly.ruqi.replica.Observer;
import io.butterfly.ruqi.tasktable.TaskTableLoop;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Starts and stops what works in the background, in order. Jobs fire from the moment the port is known, because it is
 * part of the replica's name.
 */
@Singleton
class Lifecycle implements Stoppable {
    private final Settings.Scheduler settings;
    private final Observer observer;
    private final Scripts scripts;
    private final Engine engine;
    private final Background background;

    Lifecycle(Settings.Scheduler settings, Observer observer, Scripts scripts, Engine engine, Background background) {
        this.settings = settings;
        this.observer = observer;
        this.scripts = scripts;
        this.engine = engine;
        this.background = background;
    }

    /** What a replica that fires does beside firing. */
    @Singleton
    record Background(
            Completions completions, HistoryCleanup cleanup, Adoption adoption, Optional<TaskTableLoop> taskTable) {}

    @EventListener
    void onStart(ServerStartupEvent event) {
        if (!settings.fires()) {
            observer.start();
            return;
        }
        String name = InstanceName.ofThisProcess(event.getSource().getPort()).toString();
        scripts.install();
        engine.start(name);
        background.completions().start(name);
        background.cleanup().start();
        background.adoption().start();
        background.taskTable().ifPresent(TaskTableLoop::start);
    }

    @EventListener
    void onStop(ShutdownEvent event) {
        stopWork();
    }

    @Override
    public void stopWork() {
        observer.close();
        background.taskTable().ifPresent(TaskTableLoop::close);
        background.adoption().close();
        background.cleanup().close();
        background.completions().close();
        engine.close();
    }
}
