package io.butterfly.baichuan;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What is not a class of ours. */
@Factory
final class Wiring {
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
