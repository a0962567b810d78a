package io.butterfly.baichuan;

import io.butterfly.baichuan.claim.QueueWatch;
import io.butterfly.baichuan.demo.DemoDelivery;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;

/** Everything that runs by itself, started when the application is complete; each stops itself when the application does. */
@Singleton
final class Loops {
  private final QueueWatch queueWatch;
  private final DemoDelivery demo;

  Loops(QueueWatch queueWatch, DemoDelivery demo) {
    this.queueWatch = queueWatch;
    this.demo = demo;
  }

  @EventListener
  void start(StartupEvent event) {
    queueWatch.start();
    demo.start();
  }
}
