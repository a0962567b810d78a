package io.butterfly.baichuan.delivery;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.claim.Claim;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One delivery that runs. See the package's text. */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final int REPORT = 500;

  private final Deliveries shared;
  private final String name;
  private final Supplier<List<String>> handlers;
  private final int concurrency;
  private final Deliverer deliverer;
  private final Map<String, String> running = new ConcurrentHashMap<>();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final VirtualThreads threads;
  private final PollLoop claiming;
  private final PollLoop reporting;
  private volatile boolean closing;
  private volatile List<String> asked = List.of();
  private long nextHeartbeat;

  Delivery(Deliveries shared, String name, Supplier<List<String>> handlers, int concurrency, Deliverer deliverer) {
    this.shared = shared;
    this.name = name;
    this.handlers = handlers;
    this.concurrency = concurrency;
    this.deliverer = deliverer;
    this.nextHeartbeat = System.nanoTime() + shared.heartbeat.toNanos();
    this.threads = new VirtualThreads(name, CLOSE_PATIENCE);
    this.reporting = PollLoop.start(name + "-reports", this::report);
    this.claiming = PollLoop.start(name + "-claims", this::claim);
  }

  private Duration claim() {
    int free = concurrency - running.size();
    List<String> names = handlers.get();
    if (closing || free <= 0 || names.isEmpty()) {
      return PATIENCE;
    }
    asked = names;
    shared.seen(name, names);
    for (Execution message : shared.claims.claim(new Claim(shared.worker, names, free, PATIENCE, shared.lease, () -> !closing))) {
      running.put(message.id(), message.lease());
      threads.start(() -> deliver(message));
    }
    return Duration.ZERO;
  }

  private void deliver(Execution message) {
    MDC.put("reqid", message.id());
    MDC.put("trace", message.traceId());
    try {
      outcomes.add(outcome(message, delivered(message)));
    } finally {
      running.remove(message.id(), message.lease());
      reporting.wake();
      claiming.wake();
      MDC.clear();
    }
  }

  private Delivered delivered(Execution message) {
    try {
      return deliverer.deliver(message);
    } catch (InterruptedException e) {
      return new Delivered.GivenBack();
    } catch (Exception e) {
      LOG.error("{} failed", message.handler(), e);
      return new Delivered.Answered(Verdict.failed(Stat.ERR_SERVER_EXCEPTION, "internal error; the log has it under " + message.id()).result());
    }
  }

  private Outcome outcome(Execution message, Delivered delivered) {
    return switch (delivered) {
      case Delivered.Answered(String result) -> new Outcome.End(message.id(), message.lease(), 0, Verdict.of(result));
      case Delivered.GivenBack() -> new Outcome.Requeue(message.id(), message.lease(), 0, Outcome.Why.GIVEN_BACK, 0);
      case Delivered.Lost(String why) -> lost(message, why);
    };
  }

  private Outcome lost(Execution message, String why) {
    LOG.warn("attempt {} of {} {} is lost: {}", message.attempt(), message.handler(), message.id(), why);
    if (message.attempt() >= message.maxAttempts()) {
      return new Outcome.End(message.id(), message.lease(), 0, Verdict.lost(message.attempt(), why));
    }
    return new Outcome.Requeue(message.id(), message.lease(), 0, Outcome.Why.LOST, shared.backoff.delay(message.attempt()).toMillis());
  }

  private Duration report() {
    for (List<Outcome> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
      shared.finishes.finish(batch);
      batch.forEach(done -> outcomes.poll());
    }
    long left = nextHeartbeat - System.nanoTime();
    if (left <= 0) {
      shared.workers.alive(shared.worker);
      shared.finishes.renew(leases(), shared.lease);
      nextHeartbeat = System.nanoTime() + shared.heartbeat.toNanos();
    }
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  private List<Lease> leases() {
    List<Lease> leases = new ArrayList<>();
    running.forEach((id, token) -> leases.add(new Lease(id, token)));
    return leases;
  }

  /** The oldest outcomes; they stay in line until they have been written down. */
  private List<Outcome> nextBatch() {
    List<Outcome> batch = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      batch.add(outcome);
      if (batch.size() == REPORT) {
        break;
      }
    }
    return batch;
  }

  /** Takes no more. */
  public void stop() {
    closing = true;
    shared.claims.rouse(asked);
  }

  @Override
  public void close() {
    stop();
    claiming.close();
    threads.close();
    reporting.wake();
    reporting.close();
    if (!outcomes.isEmpty()) {
      report();
    }
    shared.unseen(name);
  }
}
