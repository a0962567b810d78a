package io.butterfly.baichuan.finish;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.queue.Tally;
import io.butterfly.baichuan.waiting.Wakeups;
import io.butterfly.kernel.Backoff;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what workers say about the messages that they hold. */
@Singleton
public final class Finishes {
    private static final Logger LOG = LoggerFactory.getLogger(Finishes.class);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private final FinishSteps steps;
    private final IndexSteps indexes;
    private final OneTripFinish oneTrip;
    private final OnFinish onFinish;
    private final Wakeups wakeups;
    private final Tally tally;
    private final EndLog endLog;
    private final OwnResults results;

    Finishes(
            FinishSteps steps,
            IndexSteps indexes,
            OneTripFinish oneTrip,
            OnFinish onFinish,
            Wakeups wakeups,
            Ends ends) {
        this.steps = steps;
        this.indexes = indexes;
        this.oneTrip = oneTrip;
        this.onFinish = onFinish;
        this.wakeups = wakeups;
        this.tally = ends.tally();
        this.endLog = ends.log();
        this.results = ends.results();
    }

    /** Where ends are counted and logged, and how those look that have no reply of a handler. */
    @Singleton
    record Ends(Tally tally, EndLog log, OwnResults results) {}

    /** What became of each outcome, in order. */
    public List<Stat> finish(List<Outcome> outcomes) {
        List<Outcome.End> ends = new ArrayList<>();
        List<Outcome.Requeue> requeues = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.End end -> ends.add(end);
                case Outcome.Requeue requeue -> requeues.add(requeue);
            }
        }
        Iterator<Stat> ended = end(ends).iterator();
        Iterator<Stat> requeued = requeue(requeues).iterator();
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.End ? ended.next() : requeued.next())
                .toList();
    }

    private List<Stat> end(List<Outcome.End> judged) {
        if (judged.isEmpty()) {
            return List.of();
        }
        List<Outcome.End> ends = judged.stream().map(results::adapted).toList();
        OneTripFinish.Finished finished = oneTrip.isPossible() ? oneTrip.finish(ends) : finishInSteps(ends);
        try {
            return retryInstead(ends, finished.results());
        } finally {
            report(LeaseResult.accepted(finished.results()), finished.freed());
        }
    }

    private OneTripFinish.Finished finishInSteps(List<Outcome.End> ends) {
        List<LeaseResult<Ended>> results = steps.end(ends);
        Set<String> freed = new HashSet<>();
        afterwards(() -> freed.addAll(indexes.conclude(LeaseResult.accepted(results))));
        return new OneTripFinish.Finished(results, freed);
    }

    /**
     * A step that follows the hash, which has judged: what it said stays true when the step fails. Recovery takes the
     * step then.
     */
    private static void afterwards(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("outcomes are written, and recovery does what follows them, because it failed here", e);
        }
    }

    private List<Stat> retryInstead(List<Outcome.End> ends, List<LeaseResult<Ended>> results) {
        List<Outcome.Requeue> retries = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            if (results.get(i) instanceof LeaseResult.Postponed<Ended>(int before, int backoff)) {
                Outcome.End end = ends.get(i);
                long delay = backoff == 0
                        ? 0
                        : new Backoff(Duration.ofSeconds(backoff), LONGEST_RETRY)
                                .delay(before + 1)
                                .toMillis();
                retries.add(new Outcome.Requeue(end.id(), end.lease(), end.seen(), Outcome.Why.RETRIED, delay));
            }
        }
        Iterator<Stat> retried = requeue(retries).iterator();
        return results.stream()
                .map(one -> one instanceof LeaseResult.Postponed<Ended> ? retried.next() : one.stat())
                .toList();
    }

    private List<Stat> requeue(List<Outcome.Requeue> requeues) {
        if (requeues.isEmpty()) {
            return List.of();
        }
        List<LeaseResult<Requeued>> judged = steps.requeue(requeues);
        List<Requeued> requeued = LeaseResult.accepted(judged);
        count(requeues, judged);
        afterwards(() -> indexes.giveBack(requeued));
        requeued.stream()
                .filter(message -> message.due() == 0)
                .forEach(message -> wakeups.queued(message.handler(), 1));
        return cancelInstead(requeues, stats(judged));
    }

    private void count(List<Outcome.Requeue> requeues, List<LeaseResult<Requeued>> judged) {
        int retried = 0;
        int lost = 0;
        for (int i = 0; i < requeues.size(); i++) {
            if (judged.get(i) instanceof LeaseResult.Accepted<Requeued>) {
                retried += requeues.get(i).why() == Outcome.Why.RETRIED ? 1 : 0;
                lost += requeues.get(i).why() == Outcome.Why.LOST ? 1 : 0;
            }
        }
        tally.repeated(retried + lost);
        tally.lost(lost);
    }

    /** A message that was cancelled does not return to its queue: it ends, under the same lease. */
    private List<Stat> cancelInstead(List<Outcome.Requeue> requeues, List<Stat> stats) {
        List<Outcome.End> ends = new ArrayList<>();
        for (int i = 0; i < stats.size(); i++) {
            if (stats.get(i) == Stat.ERR_MSG_CANCELLED) {
                Outcome.Requeue requeue = requeues.get(i);
                ends.add(new Outcome.End(requeue.id(), requeue.lease(), requeue.seen(), Verdict.cancelled()));
            }
        }
        Iterator<Stat> ended = end(ends).iterator();
        return stats.stream()
                .map(stat -> stat == Stat.ERR_MSG_CANCELLED ? ended.next() : stat)
                .toList();
    }

    private static <T> List<Stat> stats(List<LeaseResult<T>> judged) {
        return judged.stream().map(LeaseResult::stat).toList();
    }

    /**
     * Taken ids that were not started return to the front of their queue.
     *
     * @param leaseUntil as the index has it (ms)
     */
    public void putBack(String handler, List<String> ids, long leaseUntil) {
        if (!ids.isEmpty()) {
            indexes.giveBack(ids.reversed().stream()
                    .map(id -> new Requeued(id, handler, 0, leaseUntil))
                    .toList());
            wakeups.queued(handler, ids.size());
        }
    }

    /** Messages that were claimed and not executed return to the front of their queue; that counts as no attempt. */
    public void giveBack(List<Execution> messages) {
        finish(messages.stream()
                .<Outcome>map(
                        message -> new Outcome.Requeue(message.id(), message.lease(), 0, Outcome.Why.GIVEN_BACK, 0))
                .toList());
    }

    /**
     * Taken ids that were listed although their messages have ended, or are gone.
     *
     * @param leaseUntil as the index has it (ms)
     */
    public void letGo(String handler, List<String> ended, List<String> gone, long leaseUntil) {
        indexes.letGo(handler, ended, gone, leaseUntil);
    }

    /**
     * Queued messages that may have waited too long fail. Returns what became of each.
     *
     * @param lapsedBy a worker that holds one until later (ms) has taken it meanwhile, and finds out by itself
     */
    public List<Expiry> expire(List<String> ids, long lapsedBy) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Expiry> expiries = steps.expire(ids);
        List<String> expired = new ArrayList<>();
        expiries.forEach(expiry -> {
            if (expiry instanceof Expiry.Expired(String id)) {
                expired.add(id);
            }
        });
        if (!expired.isEmpty()) {
            settle(steps.ended(expired), lapsedBy);
        }
        return expiries;
    }

    /** Index and report of messages that no worker held, or a Python worker, which reports to Redis only. */
    public void settle(List<Ended> ended) {
        settle(ended, 0);
    }

    private void settle(List<Ended> ended, long lapsedBy) {
        report(ended, indexes.conclude(ended, lapsedBy));
    }

    private void report(List<Ended> ended, Set<String> freed) {
        freed.forEach(handler -> wakeups.queued(handler, ended.size()));
        ended.forEach(message -> tally.ended(
                message.handler(),
                message.lastRun().worker(),
                message.isFailed(),
                message.lastRun().cost()));
        endLog.add(ended);
        tally.lost((int)
                ended.stream().filter(message -> message.verdict().isLost()).count());
        afterwards(() -> onFinish.settle(ended));
    }

    /** Messages of this handler became claimable. */
    public void wake(String handler, int count) {
        wakeups.queued(handler, count);
    }
}
