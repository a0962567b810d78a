package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.finish.Expiry;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.OnFinish;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import io.butterfly.baichuan.message.Standing;
import io.butterfly.baichuan.waiting.Wakeups;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides and acts on what a survey found. */
@Singleton
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final RecoveryStore store;
  private final FinishStore finishStore;
  private final Finishes finishes;
  private final OnFinish onFinish;
  private final Wakeups wakeups;

  Recovery(RecoveryStore store, FinishStore finishStore, Finishes finishes, OnFinish onFinish, Wakeups wakeups) {
    this.store = store;
    this.finishStore = finishStore;
    this.finishes = finishes;
    this.onFinish = onFinish;
    this.wakeups = wakeups;
  }

  void takeUp(Survey survey) {
    wake(survey.handler(), survey.entered());
    takeUpAnnounced(survey);
    takeUpLapsed(survey);
    takeUpForeign(survey);
    takeUpExpiring(survey);
    takeUpOwing(survey);
  }

  private void takeUpAnnounced(Survey survey) {
    if (survey.announced().isEmpty()) {
      return;
    }
    Map<String, Standing> standings = store.standings(survey.announced());
    Map<String, Long> due = new LinkedHashMap<>();
    Map<String, Boolean> gone = new LinkedHashMap<>();
    for (String id : survey.announced()) {
      switch (Remedy.ofAnnounced(Optional.ofNullable(standings.get(id)))) {
        case Remedy.Announced.Enqueue(long when) -> due.put(id, when);
        case Remedy.Announced.Forget(boolean isGone) -> gone.put(id, isGone);
      }
    }
    LOG.info("{}: {} messages enqueued that their publisher left, {} ids forgotten", survey.handler(), due.size(), gone.size());
    store.enqueue(survey.handler(), due);
    store.forget(survey.handler(), survey.now(), gone);
    wake(survey.handler(), due.size());
  }

  private void takeUpLapsed(Survey survey) {
    if (!survey.lapsed().isEmpty()) {
      Map<String, Standing> standings = store.standings(survey.lapsed());
      apply(survey, survey.lapsed(), id -> Remedy.ofLapsed(Optional.ofNullable(standings.get(id)), survey.now()));
    }
  }

  /** What the original's workers had when they died; they have no leases. */
  private void takeUpForeign(Survey survey) {
    if (survey.foreign().isEmpty()) {
      return;
    }
    Map<String, Standing> standings = store.standings(survey.foreign());
    Set<String> gone = store.gone(standings.values().stream().map(Standing::worker).filter(name -> !name.isEmpty()).collect(Collectors.toSet()));
    if (!store.foreignQueues().contains(survey.handler())) {
      gone.add("");
    }
    apply(survey, survey.foreign(), id -> {
      Optional<Standing> standing = Optional.ofNullable(standings.get(id));
      return Remedy.ofForeign(standing, gone.contains(standing.map(Standing::worker).orElse("")));
    });
  }

  private void apply(Survey survey, List<String> ids, Function<String, Remedy.Lapsed> remedy) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Requeued> back = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    Map<String, Long> held = new LinkedHashMap<>();
    for (String id : ids) {
      switch (remedy.apply(id)) {
        case Remedy.Lapsed.Judge(Outcome outcome) -> outcomes.add(outcome);
        case Remedy.Lapsed.GiveBack(long due) -> back.add(new Requeued(id, survey.handler(), due));
        case Remedy.Lapsed.Conclude() -> ended.add(id);
        case Remedy.Lapsed.Drop() -> gone.add(id);
        case Remedy.Lapsed.Hold(long until) -> held.put(id, until);
        case Remedy.Lapsed.Leave() -> { }
      }
    }
    int taken = outcomes.size() + back.size() + ended.size() + gone.size();
    if (taken > 0) {
      LOG.info("{}: left in hands: {} attempts lost, {} given back, {} ended, {} gone", survey.handler(), outcomes.size(), back.size(),
          ended.size(), gone.size());
    }
    finishes.finish(outcomes);
    finishStore.giveBack(back, survey.now());
    finishStore.conclude(finishStore.ended(ended), survey.now());
    finishStore.letGo(survey.handler(), List.of(), gone, survey.now());
    store.hold(survey.handler(), held);
    wake(survey.handler(), back.size());
  }

  private void takeUpExpiring(Survey survey) {
    List<String> ended = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<String> expired = new ArrayList<>();
    Map<String, Long> later = new LinkedHashMap<>();
    for (Expiry expiry : finishes.expire(survey.handler(), survey.expiring())) {
      switch (expiry) {
        case Expiry.Expired(String id) -> expired.add(id);
        case Expiry.Ended(String id) -> ended.add(id);
        case Expiry.Gone(String id) -> gone.add(id);
        case Expiry.Later(String id, long at) -> later.put(id, at);
      }
    }
    store.unlist(survey.handler(), expired);
    finishStore.letGo(survey.handler(), ended, gone, survey.now());
    store.lookLater(survey.handler(), later);
  }

  private void takeUpOwing(Survey survey) {
    if (survey.owing().isEmpty()) {
      return;
    }
    List<Ended> ended = finishStore.ended(survey.owing());
    onFinish.settle(ended);
    Set<String> gone = new HashSet<>(survey.owing());
    gone.removeAll(store.standings(survey.owing()).keySet());
    finishStore.letGo(survey.handler(), List.of(), List.copyOf(gone), survey.now());
  }

  /** Ids that owe an on_finish, some from a place on: those that a worker of the original has ended are reported. Returns how many there were. */
  int takeUpForeignEnds(String handler, long from, int most) {
    List<String> owing = store.owing(handler, from, most);
    List<String> ended = store.standings(owing).values().stream().filter(message -> message.status().isEnded()).map(Standing::id).toList();
    if (!ended.isEmpty()) {
      finishes.settle(finishStore.ended(ended));
    }
    return owing.size();
  }

  private void wake(String handler, int count) {
    if (count > 0) {
      wakeups.queued(handler, count);
    }
  }
}
