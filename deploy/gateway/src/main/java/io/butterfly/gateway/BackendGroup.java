package io.butterfly.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The equal processes of one service, taking turns. */
final class BackendGroup {
    private final String service;
    private final List<Backend> all;
    private final AtomicInteger turn = new AtomicInteger();

    BackendGroup(String service, List<Backend> all) {
        this.service = service;
        this.all = List.copyOf(all);
    }

    String service() {
        return service;
    }

    List<Backend> all() {
        return all;
    }

    /** In the order in which a request tries them: each call begins with the next one, and silent ones come last. */
    List<Backend> nextOrder() {
        List<Backend> order = new ArrayList<>(all);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), all.size()));
        order.sort(Comparator.comparing(Backend::isSilent));
        return order;
    }
}
