package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.replica.Replica;

/** Starts and ends what fires jobs, in the right order. */
public final class Engine implements AutoCloseable {
  private final Replica replica;
  private final FiringLoop loop;
  private final Hands hands;
  private final Outcomes outcomes;
  private boolean isRunning;

  public Engine(Replica replica, FiringLoop loop, Hands hands, Outcomes outcomes) {
    this.replica = replica;
    this.loop = loop;
    this.hands = hands;
    this.outcomes = outcomes;
  }

  public synchronized void start(String instanceName) {
    isRunning = true;
    outcomes.start();
    replica.start(instanceName);
    loop.start();
  }

  /** Takes nothing more, lets what runs end, writes how it ended, and gives the lease back. */
  @Override
  public synchronized void close() {
    if (!isRunning) {
      return;
    }
    isRunning = false;
    loop.close();
    hands.dispatchers().forEach(Dispatcher::close);
    outcomes.close();
    replica.close();
  }
}
