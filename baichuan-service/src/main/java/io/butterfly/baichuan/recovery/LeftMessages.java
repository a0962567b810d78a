package io.butterfly.baichuan.recovery;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.finish.EndedMessages;
import io.butterfly.baichuan.finish.FinishSteps;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.IndexSteps;
import io.butterfly.baichuan.finish.Leases;
import io.butterfly.baichuan.finish.OnFinish;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out repairs of messages that were left behind. */
@Singleton
final class LeftMessages {
    private static final Logger LOG = LoggerFactory.getLogger(LeftMessages.class);

    private final RecoverySteps steps;
    private final FinishSteps finishSteps;
    private final IndexSteps indexes;
    private final Leases leases;
    private final Finishes finishes;
    private final OnFinish onFinish;

    LeftMessages(
            RecoverySteps steps,
            FinishSteps finishSteps,
            IndexSteps indexes,
            Leases leases,
            Finishes finishes,
            OnFinish onFinish) {
        this.steps = steps;
        this.finishSteps = finishSteps;
        this.indexes = indexes;
        this.leases = leases;
        this.finishes = finishes;
        this.onFinish = onFinish;
    }

    /**
     * The hash judges the outcomes once more: those that another replica or the holder settled meanwhile are refused,
     * and the next survey finds what is left.
     */
    void apply(Survey survey, List<String> ids, Function<String, Repair.Lapsed> repair) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Requeued> back = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        Map<String, Long> held = new LinkedHashMap<>();
        List<String> unleased = new ArrayList<>();
        for (String id : ids) {
            switch (repair.apply(id)) {
                case Repair.Lapsed.Judge(Outcome outcome) -> outcomes.add(outcome);
                case Repair.Lapsed.GiveBack(long due) ->
                    back.add(new Requeued(id, survey.handler(), due, survey.now()));
                case Repair.Lapsed.Conclude() -> ended.add(id);
                case Repair.Lapsed.Drop() -> gone.add(id);
                case Repair.Lapsed.Hold(long until) -> held.put(id, until);
                case Repair.Lapsed.Unlease() -> unleased.add(id);
                case Repair.Lapsed.Leave() -> {}
            }
        }
        long judged = finishes.finish(outcomes).stream()
                .filter(stat -> stat == Stat.OK)
                .count(); // the others were settled by another replica, which says so
        long taken = judged + back.size() + ended.size() + gone.size();
        if (taken > 0) {
            LOG.info(
                    "{}: left by workers that are gone: {} attempts lost, {} given back, {} ended, {} gone",
                    survey.handler(),
                    judged,
                    back.size(),
                    ended.size(),
                    gone.size());
        }
        indexes.giveBack(back);
        EndedMessages.pieces(ended).forEach(some -> indexes.conclude(finishSteps.ended(some), survey.now()));
        indexes.letGo(survey.handler(), List.of(), gone, survey.now());
        leases.extend(survey.handler(), held);
        steps.unlease(survey.handler(), survey.now(), unleased);
        wake(survey.handler(), back.size());
    }

    /** Ended messages whose on_finish is not settled are reported. */
    void report(String handler, long now, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<RuntimeException> failures = new ArrayList<>();
        for (List<String> some : EndedMessages.pieces(ids)) {
            try {
                onFinish.settle(finishSteps.ended(some));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        Set<String> gone = new HashSet<>(ids);
        gone.removeAll(steps.snapshots(ids).keySet());
        indexes.letGo(handler, List.of(), List.copyOf(gone), now);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** Ids of messages that had ended before, or are gone, are held no more. */
    void letGo(String handler, List<String> ended, List<String> gone, long now) {
        indexes.letGo(handler, ended, gone, now);
    }

    /** Messages that a Python worker has ended are concluded and reported. */
    void settle(List<String> ended) {
        EndedMessages.pieces(ended).forEach(some -> finishes.settle(finishSteps.ended(some)));
    }

    void wake(String handler, int count) {
        if (count > 0) {
            finishes.wake(handler, count);
        }
    }
}
