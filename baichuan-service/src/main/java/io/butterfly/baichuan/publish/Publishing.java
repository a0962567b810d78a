package io.butterfly.baichuan.publish;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.tally.Tally;
import io.butterfly.baichuan.waiting.Wakeups;
import io.butterfly.kernel.Together;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes messages, each id at most once. What many callers publish at the same time is written together. */
@Singleton
public final class Publishing {
  private static final int MAX_TRIES = 3;
  private static final int AT_ONCE = 2;
  private static final int MOST_TOGETHER = 400;

  private final PublishStore store;
  private final Uniqueness uniqueness;
  private final Wakeups wakeups;
  private final Tally tally;
  private final Together<Draft, Published> together = new Together<>(this::publishNow, AT_ONCE, MOST_TOGETHER);

  Publishing(PublishStore store, Wakeups wakeups, Tally tally) {
    this.store = store;
    this.uniqueness = new Uniqueness(store);
    this.wakeups = wakeups;
    this.tally = tally;
  }

  /** In the order of the drafts. When it throws, some may have been published: publishing the same ids again is safe. */
  public List<Published> publish(List<Draft> drafts) {
    return together.ask(drafts);
  }

  private List<Published> publishNow(List<Draft> drafts) {
    Map<String, Known> known = known(drafts);
    Map<String, Published> instead = new HashMap<>();
    Map<String, Draft> unknown = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      if (!known.containsKey(draft.id()) && !unknown.containsKey(draft.id())) {
        Optional<Published> equal = draft.unique().mode() == Unique.Mode.NO ? Optional.empty() : uniqueness.instead(draft);
        equal.ifPresentOrElse(there -> instead.put(draft.id(), there), () -> unknown.put(draft.id(), draft));
      }
    }
    Map<String, Published> fresh = unknown.isEmpty() ? new HashMap<>() : publishUnknown(List.copyOf(unknown.values()));
    return drafts.stream().map(draft -> {
      Published here = fresh.remove(draft.id()); // an id that occurs twice is created once
      return here != null ? here : instead.getOrDefault(draft.id(), there(draft, known.get(draft.id())));
    }).toList();
  }

  private static Published there(Draft draft, Known known) {
    return known == null
        ? new Published(draft.id(), false, Status.QUEUED, "")
        : new Published(draft.id(), false, known.status(), known.difference(draft));
  }

  private Map<String, Known> known(List<Draft> drafts) {
    List<String> given = drafts.stream().filter(draft -> !draft.isFresh()).map(Draft::id).toList();
    return given.isEmpty() ? Map.of() : store.find(given);
  }

  private Map<String, Published> publishUnknown(List<Draft> drafts) {
    List<Optional<Status>> found = createAndEnqueue(drafts);
    wake(drafts);
    Map<String, Published> published = HashMap.newHashMap(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      String id = drafts.get(i).id();
      Optional<Status> status = found.get(i);
      published.put(id, new Published(id, status.isEmpty(), status.orElse(Status.QUEUED), ""));
    }
    return published;
  }

  private List<Optional<Status>> createAndEnqueue(List<Draft> drafts) {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<List<Optional<Status>>> found = store.publish(drafts);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "publishing was too slow, so nothing was published; try again with the same task_id");
  }

  private void wake(Collection<Draft> drafts) {
    Map<String, Integer> counts = new HashMap<>();
    drafts.forEach(draft -> counts.merge(draft.handler(), 1, Integer::sum));
    counts.forEach(wakeups::queued);
    counts.forEach(tally::published);
  }

  @PreDestroy
  void close() {
    together.close();
  }
}
