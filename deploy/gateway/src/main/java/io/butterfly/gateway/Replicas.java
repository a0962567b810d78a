package io.butterfly.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The equal processes of one service, taking turns. */
final class Replicas {
  private final List<Upstream> all;
  private final AtomicInteger turn = new AtomicInteger();

  Replicas(List<Upstream> all) {
    this.all = List.copyOf(all);
  }

  List<Upstream> all() {
    return all;
  }

  /** In the order in which a request tries them: each call begins with the next one. */
  List<Upstream> nextOrder() {
    List<Upstream> order = new ArrayList<>(all);
    Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), all.size()));
    return order;
  }
}
