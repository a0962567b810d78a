package io.butterfly.worker;

import io.butterfly.api.worker.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What this worker holds, by lease: executions that run, and outcomes that BaiChuan has not acknowledged yet. */
final class Held {
  private final Map<String, Execution> running = new ConcurrentHashMap<>();
  private final Map<String, Execution> unacknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<Outcome> outcomes = new ConcurrentLinkedDeque<>();

  void started(Execution execution) {
    running.put(execution.message().lease(), execution);
  }

  void ended(Execution execution, Outcome outcome) {
    unacknowledged.put(outcome.lease(), execution);
    running.remove(outcome.lease());
    outcomes.add(outcome);
  }

  Collection<Execution> running() {
    return running.values();
  }

  boolean hasOutcomes() {
    return !outcomes.isEmpty();
  }

  /** Takes outcomes to send them; they come back by {@link #unsent} or end by {@link #acknowledged}. */
  List<Outcome> takeOutcomes(int limit) {
    List<Outcome> taken = new ArrayList<>();
    for (Outcome outcome = outcomes.poll(); outcome != null; outcome = taken.size() < limit ? outcomes.poll() : null) {
      taken.add(outcome);
    }
    return taken;
  }

  void unsent(List<Outcome> taken) {
    taken.reversed().forEach(outcomes::addFirst);
  }

  void acknowledged(List<Outcome> sent) {
    sent.forEach(outcome -> unacknowledged.remove(outcome.lease()));
  }

  /** Everything whose lease must be renewed. */
  List<Execution> all() {
    List<Execution> all = new ArrayList<>(running.values());
    all.addAll(unacknowledged.values());
    return all;
  }

  boolean isEmpty() {
    return running.isEmpty() && unacknowledged.isEmpty();
  }
}
