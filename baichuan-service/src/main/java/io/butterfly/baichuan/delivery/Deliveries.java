package io.butterfly.baichuan.delivery;

import io.butterfly.baichuan.claim.Claims;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.worker.Workers;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.InstanceName;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Makes deliveries: what they all share. */
@Singleton
public final class Deliveries {
  final Claims claims;
  final Finishes finishes;
  final Workers workers;
  final String worker;
  final Duration heartbeat;
  final Backoff backoff;

  Deliveries(
      Claims claims, Finishes finishes, Workers workers, @Value("${micronaut.server.port:8581}") int port,
      @Value("${baichuan.lease:30s}") Duration lease, @Value("${baichuan.push.backoff:5s}") Duration backoff) {
    this.claims = claims;
    this.finishes = finishes;
    this.workers = workers;
    this.worker = InstanceName.ofThisProcess(Math.max(0, port)).toString();
    this.heartbeat = lease.dividedBy(3);
    this.backoff = new Backoff(backoff, Duration.ofMinutes(5));
  }

  /**
   * Starts to deliver.
   *
   * @param handlers asked before every claim, because routes know their queues only by looking
   * @param concurrency how many messages are in its hands at most
   */
  public Delivery start(String name, Supplier<List<String>> handlers, int concurrency, Deliverer deliverer) {
    return new Delivery(this, name, handlers, concurrency, deliverer);
  }
}
