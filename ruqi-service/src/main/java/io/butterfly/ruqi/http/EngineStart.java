package io.butterfly.ruqi.http;

import io.butterfly.kernel.InstanceName;
import io.butterfly.ruqi.completion.CompletionLoop;
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
  private final CompletionLoop completions;

  EngineStart(Engine engine, Upkeep upkeep, Runs runs, Adoption adoption, CompletionLoop completions) {
    this.engine = engine;
    this.runs = runs;
    this.adoption = adoption;
    this.upkeep = upkeep;
    this.completions = completions;
  }

  @EventListener
  void onStart(ServerStartupEvent event) {
    String name = InstanceName.ofThisProcess(event.getSource().getPort()).toString();
    engine.start(name);
    completions.start(name);
    upkeep.start();
    runs.start();
    adoption.start();
  }

  @EventListener
  void onStop(ShutdownEvent event) {
    adoption.close();
    upkeep.close();
    completions.close();
    engine.close();
    runs.close();
  }
}
