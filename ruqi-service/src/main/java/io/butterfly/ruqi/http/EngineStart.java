package io.butterfly.ruqi.http;

import io.butterfly.kernel.InstanceName;
import io.butterfly.ruqi.firing.Engine;
import io.butterfly.ruqi.adoption.Adoption;
import io.butterfly.ruqi.history.Upkeep;
import io.butterfly.ruqi.output.Runs;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Jobs fire from the moment the port is known, because it is part of the replica's name, until the service is told to stop. */
@Singleton
class EngineStart {
  private final Engine engine;
  private final Upkeep upkeep;
  private final Runs runs;
  private final Adoption adoption;

  EngineStart(Engine engine, Upkeep upkeep, Runs runs, Adoption adoption) {
    this.engine = engine;
    this.runs = runs;
    this.adoption = adoption;
    this.upkeep = upkeep;
  }

  @EventListener
  void onStart(ServerStartupEvent event) {
    engine.start(InstanceName.ofThisProcess(event.getSource().getPort()).toString());
    upkeep.start();
    runs.start();
    adoption.start();
  }

  @EventListener
  void onStop(ShutdownEvent event) {
    adoption.close();
    upkeep.close();
    engine.close();
    runs.close();
  }
}
