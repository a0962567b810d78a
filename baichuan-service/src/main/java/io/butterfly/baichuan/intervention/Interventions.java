package io.butterfly.baichuan.intervention;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.finish.OnFinish;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Uniqueness;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.waiting.Cancels;
import io.butterfly.baichuan.waiting.Wakeups;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** See the package's text. */
@Singleton
public final class Interventions {
    private static final int BATCH = 200;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final InterventionStore store;
    private final FinishStore finishes;
    private final OnFinish onFinish;
    private final Uniqueness uniqueness;
    private final Wakeups wakeups;
    private final Cancels cancels;

    Interventions(
            InterventionStore store,
            FinishStore finishes,
            OnFinish onFinish,
            Uniqueness uniqueness,
            Wakeups wakeups,
            Cancels cancels) {
        this.store = store;
        this.uniqueness = uniqueness;
        this.finishes = finishes;
        this.onFinish = onFinish;
        this.wakeups = wakeups;
        this.cancels = cancels;
    }

    /** Returns the status that the message has now; one that has ended stays as it is. */
    public Status cancel(String id) {
        Touched message = known(id, store.cancel(List.of(id), Verdict.cancelled()));
        if (message.had() == Status.STARTED) {
            cancels.cancelled(id);
        }
        if (message.had() != Status.QUEUED) {
            return message.had();
        }
        List<Ended> ended = finishes.ended(List.of(id));
        store.unlist(message.handler(), List.of(id)); // first, because concluding forgets where it waits
        finishes.conclude(ended, FinishStore.WHENEVER);
        onFinish.settle(ended);
        return Status.FAILED;
    }

    private static Touched known(String id, List<Touched> found) {
        if (found.isEmpty()) {
            throw new Refusal(Stat.ERR_MSG_NOT_EXIST, "there is no message " + id + "; it may have expired");
        }
        return found.getFirst();
    }

    public void delete(String id) {
        Touched message = known(id, store.erase(List.of(id), Set.of(Status.QUEUED, Status.FINISHED, Status.FAILED)));
        if (!message.isChanged()) {
            throw new Refusal(Stat.ERR_MSG_IN_STARTED, "message " + id + " is being executed: cancel it first");
        }
        store.drop(message.handler(), List.of(id));
    }

    public void requeue(String id) {
        List<Ended> ended = finishes.ended(List.of(id));
        boolean isFailed = !ended.isEmpty() && ended.getFirst().verdict().status() == Status.FAILED;
        Map<String, String> equal = new HashMap<>();
        boolean isBack = isFailed && requeue(ended.getFirst().handler(), ended, equal) == 1;
        if (equal.containsKey(id)) {
            throw new Refusal(
                    Stat.ERR_MSG_EXIST,
                    "message " + id + " is not requeued: an equal message, " + equal.get(id) + ", is under way");
        }
        if (!isBack) {
            throw new Refusal(
                    Stat.ERR,
                    "message " + id + " is not among the failed ones of its queue; nothing else can be requeued");
        }
    }

    /** @param equal gets the ids that are not queued again because another one, the value, stands in for them */
    private int requeue(String handler, List<Ended> failed, Map<String, String> equal) {
        onFinish.settle(failed);
        for (Ended message : failed) {
            if (!message.uniqueKey().isEmpty()) {
                uniqueness
                        .retake(message.id(), handler, message.uniqueKey())
                        .ifPresent(holder -> equal.put(message.id(), holder));
            }
        }
        List<Ended> free = failed.stream()
                .filter(message -> !equal.containsKey(message.id()))
                .toList();
        Set<String> back = Set.copyOf(store.requeue(handler, free));
        free.stream()
                .filter(message -> !message.uniqueKey().isEmpty() && !back.contains(message.id()))
                .forEach(message -> uniqueness.giveBack(message.id(), handler, message.uniqueKey()));
        if (!back.isEmpty()) {
            wakeups.queued(handler, back.size());
        }
        return back.size();
    }

    /** All failed messages of a queue, as many as there were. */
    public Emptied requeueFailed(String handler) {
        return work(handler, QueueSection.FAILED, ids -> {
            List<Ended> failed = finishes.ended(ids).stream()
                    .filter(message -> message.verdict().status() == Status.FAILED)
                    .toList();
            Set<String> there = failed.stream().map(Ended::id).collect(Collectors.toSet());
            store.removeFrom(
                    handler,
                    QueueSection.FAILED,
                    ids.stream().filter(id -> !there.contains(id)).toList());
            int back = requeue(handler, failed, new HashMap<>());
            return new Emptied(back, failed.size() - back);
        });
    }

    /** Deletes what is on a section, as many as there were. What is being executed cannot be deleted. */
    public Emptied empty(String handler, QueueSection section) {
        if (section == QueueSection.STARTED) {
            throw new Refusal(
                    Stat.ERR_BAD_PARAMS,
                    "messages that are being executed cannot be deleted: cancel them, or wait for them");
        }
        Set<Status> states = section == QueueSection.QUEUED || section == QueueSection.DELAYED
                ? Set.of(Status.QUEUED)
                : Set.of(Status.FINISHED, Status.FAILED);
        return work(handler, section, ids -> {
            long gone =
                    store.erase(ids, states).stream().filter(Touched::isChanged).count();
            store.removeFrom(handler, section, ids);
            return new Emptied(gone, 0);
        });
    }

    /** @param step works on some ids and says how many it changed, and how many of them stay on the section */
    private Emptied work(String handler, QueueSection section, Function<List<String>, Emptied> step) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long ahead = store.count(handler, section);
        long passedOver = 0;
        long done = 0;
        while (ahead > 0 && System.nanoTime() < deadline) {
            List<String> ids = store.first(handler, section, passedOver, (int) Math.min(BATCH, ahead));
            if (ids.isEmpty()) {
                break;
            }
            Emptied worked = step.apply(ids);
            done += worked.done();
            passedOver += worked.left();
            ahead -= ids.size();
        }
        return new Emptied(done, store.count(handler, section));
    }
}
