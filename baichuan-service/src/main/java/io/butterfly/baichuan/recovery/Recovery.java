package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.finish.Expiry;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.OnFinish;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Status;
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
    private static final int MOST_RESULTS = 20;
    private static final int MOST_TAKEN = 10_000;
    private static final int MOST_KEEPS = 1_000;

    private final RecoveryStore store;
    private final PythonStore python;
    private final FinishStore finishStore;
    private final Finishes finishes;
    private final OnFinish onFinish;
    private final Wakeups wakeups;

    Recovery(
            RecoveryStore store,
            PythonStore python,
            FinishStore finishStore,
            Finishes finishes,
            OnFinish onFinish,
            Wakeups wakeups) {
        this.store = store;
        this.python = python;
        this.finishStore = finishStore;
        this.finishes = finishes;
        this.onFinish = onFinish;
        this.wakeups = wakeups;
    }

    void takeUp(Survey survey) {
        wake(survey.handler(), survey.entered());
        takeUpAnnounced(survey);
        takeUpLapsed(survey);
        takeUpReturned(survey);
        takeUpExpiring(survey);
        takeUpOwing(survey);
    }

    private void takeUpAnnounced(Survey survey) {
        if (survey.announced().isEmpty()) {
            return;
        }
        Map<String, MessageSnapshot> snapshots = store.snapshots(survey.announced());
        Map<String, Long> due = new LinkedHashMap<>();
        Map<String, Boolean> gone = new LinkedHashMap<>();
        for (String id : survey.announced()) {
            switch (Repair.ofAnnounced(Optional.ofNullable(snapshots.get(id)))) {
                case Repair.Announced.Enqueue(long when) -> due.put(id, when);
                case Repair.Announced.Forget(boolean isGone) -> gone.put(id, isGone);
            }
        }
        LOG.info(
                "{}: {} messages enqueued that their publisher left, {} ids forgotten",
                survey.handler(),
                due.size(),
                gone.size());
        store.enqueue(survey.handler(), due);
        store.forget(survey.handler(), survey.now(), gone);
        wake(survey.handler(), due.size());
    }

    private void takeUpLapsed(Survey survey) {
        if (!survey.lapsed().isEmpty()) {
            Map<String, MessageSnapshot> snapshots = store.snapshots(survey.lapsed());
            apply(survey, survey.lapsed(), id -> Repair.ofLapsed(Optional.ofNullable(snapshots.get(id)), survey.now()));
        }
    }

    private void takeUpReturned(Survey survey) {
        if (survey.returned().isEmpty()) {
            return;
        }
        Map<String, MessageSnapshot> snapshots = store.snapshots(survey.returned());
        List<String> over = survey.returned().stream()
                .filter(id ->
                        !snapshots.containsKey(id) || snapshots.get(id).status().isEnded())
                .toList();
        if (!over.isEmpty()) {
            LOG.info("{}: {} messages that were queued again have ended", survey.handler(), over.size());
            store.unlist(survey.handler(), over);
            List<String> revived = store.snapshots(over).values().stream()
                    .filter(message -> message.status() == Status.QUEUED)
                    .map(MessageSnapshot::id)
                    .toList();
            store.announceAgain(survey.handler(), survey.now(), revived); // it may have been listed just before
            python.forgetReturned(survey.handler(), over);
        }
    }

    /**
     * What Python workers had taken when they died; they have no leases. Of all queues at once, because a worker takes
     * from many.
     */
    void takeUpForeign(List<Survey> surveys) {
        List<Survey> some =
                surveys.stream().filter(survey -> !survey.taken().isEmpty()).toList();
        if (some.stream()
                .noneMatch(survey ->
                        PythonWorkers.isLongAgo(survey.taken().getFirst().at(), survey.now()))) {
            return;
        }
        List<Taken> taken = some.stream()
                .flatMap(survey -> survey.taken().stream())
                .limit(MOST_TAKEN)
                .toList();
        Map<String, MessageSnapshot> snapshots =
                store.snapshots(taken.stream().map(Taken::id).toList());
        boolean isWhole = taken.size() < MOST_TAKEN && some.stream().allMatch(Survey::isTakenWhole);
        PythonWorkers workers =
                new PythonWorkers(taken, snapshots, python.registrations(workersOf(snapshots)), isWhole);
        lookForEnds(workers, some, snapshots);
        some.forEach(survey -> takeUpForeign(survey, snapshots, workers));
    }

    private static Set<String> workersOf(Map<String, MessageSnapshot> snapshots) {
        return snapshots.values().stream()
                .map(MessageSnapshot::worker)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** A worker that seems to be silent may have ended messages lately. */
    private void lookForEnds(PythonWorkers workers, List<Survey> surveys, Map<String, MessageSnapshot> snapshots) {
        Set<String> silent = workers.silent(surveys.getFirst().now());
        for (Survey survey : surveys) {
            List<MessageSnapshot> theirs = survey.taken().stream()
                    .map(one -> snapshots.get(one.id()))
                    .filter(message -> message != null && silent.contains(message.worker()))
                    .toList();
            if (!theirs.isEmpty()) {
                Set<Integer> keeps = theirs.stream()
                        .map(MessageSnapshot::keep)
                        .limit(MOST_KEEPS)
                        .collect(Collectors.toSet());
                python.ends(survey.handler(), keeps, survey.now() - PythonWorkers.SILENCE.toMillis(), survey.now())
                        .forEach(workers::sign);
            }
        }
    }

    private void takeUpForeign(Survey survey, Map<String, MessageSnapshot> snapshots, PythonWorkers workers) {
        Map<String, Repair.Lapsed> repairs = new LinkedHashMap<>();
        for (Taken one : survey.taken()) {
            Optional<MessageSnapshot> message = Optional.ofNullable(snapshots.get(one.id()));
            boolean isLost = message.map(snapshot -> workers.haveLost(snapshot, one.at(), survey.now()))
                    .orElse(survey.now() - one.at() > Repair.FOREIGN_MILLIS);
            if (isLost) {
                repairs.put(one.id(), Repair.ofForeign(message));
            }
        }
        python.noteReturned(
                survey.handler(),
                survey.now(),
                repairs.keySet().stream()
                        .filter(id -> repairs.get(id).isReturn())
                        .toList());
        apply(survey, List.copyOf(repairs.keySet()), repairs::get);
    }

    private void apply(Survey survey, List<String> ids, Function<String, Repair.Lapsed> repair) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Requeued> back = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        Map<String, Long> held = new LinkedHashMap<>();
        List<String> unleased = new ArrayList<>();
        for (String id : ids) {
            switch (repair.apply(id)) {
                case Repair.Lapsed.Judge(Outcome outcome) -> outcomes.add(outcome);
                case Repair.Lapsed.GiveBack(long due) -> back.add(new Requeued(id, survey.handler(), due));
                case Repair.Lapsed.Conclude() -> ended.add(id);
                case Repair.Lapsed.Drop() -> gone.add(id);
                case Repair.Lapsed.Hold(long until) -> held.put(id, until);
                case Repair.Lapsed.Unlease() -> unleased.add(id);
                case Repair.Lapsed.Leave() -> {}
            }
        }
        int taken = outcomes.size() + back.size() + ended.size() + gone.size();
        if (taken > 0) {
            LOG.info(
                    "{}: left by workers that are gone: {} attempts lost, {} given back, {} ended, {} gone",
                    survey.handler(),
                    outcomes.size(),
                    back.size(),
                    ended.size(),
                    gone.size());
        }
        finishes.finish(outcomes);
        finishStore.giveBack(back, survey.now());
        pieces(ended).forEach(some -> finishStore.conclude(finishStore.ended(some), survey.now()));
        finishStore.letGo(survey.handler(), List.of(), gone, survey.now());
        store.hold(survey.handler(), held);
        store.unlease(survey.handler(), survey.now(), unleased);
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
        pieces(survey.owing()).forEach(ids -> onFinish.settle(finishStore.ended(ids)));
        Set<String> gone = new HashSet<>(survey.owing());
        gone.removeAll(store.snapshots(survey.owing()).keySet());
        finishStore.letGo(survey.handler(), List.of(), List.copyOf(gone), survey.now());
    }

    /**
     * Ids that owe an on_finish, some from a place on: those that a worker of the original has ended are reported.
     * Returns how many there were.
     */
    int takeUpForeignEnds(String handler, long from, int most) {
        List<String> owing = store.owing(handler, from, most);
        List<String> ended = store.snapshots(owing).values().stream()
                .filter(message -> message.status().isEnded())
                .map(MessageSnapshot::id)
                .toList();
        pieces(ended).forEach(ids -> finishes.settle(finishStore.ended(ids)));
        return owing.size();
    }

    /** Ended messages are read with their results, which may be large. */
    private static List<List<String>> pieces(List<String> ids) {
        List<List<String>> pieces = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_RESULTS) {
            pieces.add(ids.subList(from, Math.min(ids.size(), from + MOST_RESULTS)));
        }
        return pieces;
    }

    private void wake(String handler, int count) {
        if (count > 0) {
            wakeups.queued(handler, count);
        }
    }
}
