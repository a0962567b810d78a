package io.butterfly.baichuan.finish;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.waiting.Wakeups;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes what workers say about the messages in their hands. */
@Singleton
public final class Finishes {
  private final FinishStore store;
  private final OnFinish onFinish;
  private final Wakeups wakeups;

  Finishes(FinishStore store, OnFinish onFinish, Wakeups wakeups) {
    this.store = store;
    this.onFinish = onFinish;
    this.wakeups = wakeups;
  }

  /** What became of each outcome, by message id. */
  public Map<String, Stat> finish(List<Outcome> outcomes) {
    List<Outcome.End> ends = new ArrayList<>();
    List<Outcome.Requeue> requeues = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.End end -> ends.add(end);
        case Outcome.Requeue requeue -> requeues.add(requeue);
      }
    }
    Map<String, Stat> stats = new HashMap<>();
    end(ends, stats);
    requeue(requeues, stats);
    return stats;
  }

  private void end(List<Outcome.End> ends, Map<String, Stat> stats) {
    if (ends.isEmpty()) {
      return;
    }
    List<Judged<Ended>> judged = store.end(ends);
    note(ends, judged, stats);
    List<Ended> ended = accepted(judged);
    store.conclude(ended);
    onFinish.settle(ended);
  }

  private void requeue(List<Outcome.Requeue> requeues, Map<String, Stat> stats) {
    if (requeues.isEmpty()) {
      return;
    }
    List<Judged<Requeued>> judged = store.requeue(requeues);
    note(requeues, judged, stats);
    List<Requeued> requeued = accepted(judged);
    store.giveBack(requeued);
    requeued.stream().filter(message -> message.due() == 0).forEach(message -> wakeups.queued(message.handler(), 1));
  }

  /** An id that occurs twice has the stat of its first outcome: the second finds the lease spent. */
  private static <T> void note(List<? extends Outcome> outcomes, List<Judged<T>> judged, Map<String, Stat> stats) {
    for (int i = 0; i < outcomes.size(); i++) {
      stats.putIfAbsent(outcomes.get(i).id(), judged.get(i).stat());
    }
  }

  private static <T> List<T> accepted(List<Judged<T>> judged) {
    List<T> accepted = new ArrayList<>();
    for (Judged<T> one : judged) {
      if (one instanceof Judged.Accepted<T>(T written)) {
        accepted.add(written);
      }
    }
    return accepted;
  }

  /** Messages that nobody will work on after all return to the front of their queue; that is no attempt. */
  public void giveBack(List<Execution> messages) {
    finish(messages.stream().<Outcome>map(message -> new Outcome.Requeue(message.id(), message.lease(), 0, false, 0)).toList());
  }

  /** Prolongs leases, each judged for itself, by message id. */
  public Map<String, Stat> renew(Map<String, String> leasesById) {
    Map<String, Stat> stats = new HashMap<>();
    List<Judged<Held>> judged = leasesById.isEmpty() ? List.of() : store.renew(leasesById);
    int i = 0;
    for (String id : leasesById.keySet()) {
      stats.put(id, judged.get(i++).stat());
    }
    return stats;
  }
}
