package io.butterfly.baichuan.push;

import io.butterfly.baichuan.delivery.Deliveries;
import io.butterfly.baichuan.delivery.Delivery;
import io.butterfly.baichuan.queue.Queues;
import io.butterfly.kernel.VirtualThreads;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs one delivery for every route. */
public final class Push implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Deliveries deliveries;
  private final Queues queues;
  private final List<Route> routes;
  private final VirtualThreads threads = new VirtualThreads("push-http", CLOSE_PATIENCE);
  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT_TIMEOUT)
      .executor(threads.executor())
      .build();
  private final List<Delivery> running = new ArrayList<>();

  public Push(Deliveries deliveries, Queues queues, List<Route> routes) {
    this.deliveries = deliveries;
    this.queues = queues;
    this.routes = routes;
  }

  public void start() {
    for (Route route : routes) {
      running.add(deliveries.start(
          "push-" + route.name(), () -> route.handlers(queues.handlers()), route.concurrency(), new HttpDeliverer(http, route)));
    }
  }

  @Override
  public void close() {
    running.forEach(Delivery::stop);
    running.forEach(Delivery::close);
    threads.close();
  }
}
