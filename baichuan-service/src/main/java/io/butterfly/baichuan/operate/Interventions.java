package io.butterfly.baichuan.operate;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.baichuan.finish.EndedMessages;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Removal;
import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.Deduplication;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.waiting.CancelSignals;
import io.butterfly.changes.Before;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an operator does to messages: cancel, delete, requeue, empty. See the package's text. */
@Singleton
public final class Interventions {
    private static final int BATCH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InterventionSteps steps;
    private final Removal removal;
    private final EndedMessages ends;
    private final Deduplication deduplication;
    private final Finishes finishes;
    private final CancelSignals cancels;
    private final SteadyClock clock = SteadyClock.system();

    Interventions(
            InterventionSteps steps,
            Removal removal,
            EndedMessages ends,
            Deduplication deduplication,
            Finishes finishes,
            CancelSignals cancels) {
        this.steps = steps;
        this.removal = removal;
        this.ends = ends;
        this.deduplication = deduplication;
        this.finishes = finishes;
        this.cancels = cancels;
    }

    /** Returns the status that the message has now; one that has ended stays as it is. */
    public Status cancel(String id) {
        InterventionSteps.Cancelled message = steps.cancel(id).orElseThrow(() -> missing(id));
        Before.was(() -> Map.of("status", message.had().word()));
        if (message.had() == Status.STARTED) {
            cancels.cancelled(id);
        }
        if (message.had() != Status.QUEUED) {
            return message.had();
        }
        removal.unlist(message.handler(), List.of(id)); // first, because concluding forgets where it waits
        ends.settle(ends.read(List.of(id)));
        return Status.FAILED;
    }

    private static Refusal missing(String id) {
        return new Refusal(Stat.ERR_MSG_NOT_EXIST, "there is no message " + id + "; it may have expired");
    }

    public void delete(String id) {
        Removal.Erased message =
                removal.erase(List.of(id), Set.of(Status.QUEUED, Status.FINISHED, Status.FAILED)).stream()
                        .findFirst()
                        .orElseThrow(() -> missing(id));
        Before.was(() ->
                Map.of("handler", message.handler(), "status", message.had().word()));
        if (!message.isErased()) {
            throw new Refusal(Stat.ERR_MSG_IN_STARTED, "message " + id + " is being executed: cancel it first");
        }
        removal.unlistEverywhere(message.handler(), List.of(id));
    }

    public void requeue(String id) {
        List<Ended> ended = ends.read(List.of(id));
        boolean isFailed = !ended.isEmpty() && ended.getFirst().isFailed();
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
        ends.report(failed);
        for (Ended message : failed) {
            if (message.isUnique()) {
                deduplication
                        .retake(message.id(), handler, message.links().uniqueKey())
                        .ifPresent(holder -> equal.put(message.id(), holder));
            }
        }
        List<Ended> free = failed.stream()
                .filter(message -> !equal.containsKey(message.id()))
                .toList();
        Set<String> back = Set.copyOf(steps.requeue(handler, free));
        free.stream()
                .filter(message -> message.isUnique() && !back.contains(message.id()))
                .forEach(message -> deduplication.giveBack(
                        message.id(), handler, message.links().uniqueKey()));
        if (!back.isEmpty()) {
            finishes.wake(handler, back.size());
        }
        return back.size();
    }

    /** All failed messages of a queue, as many as there were. */
    public Emptied requeueFailed(String handler) {
        return work(handler, QueueSection.FAILED, ids -> {
            Emptied all = new Emptied(0, 0);
            for (List<String> some : EndedMessages.pieces(ids)) {
                Emptied worked = requeueFailed(handler, some);
                all = new Emptied(all.done() + worked.done(), all.left() + worked.left());
            }
            return all;
        });
    }

    private Emptied requeueFailed(String handler, List<String> ids) {
        List<Ended> failed = ends.read(ids).stream().filter(Ended::isFailed).toList();
        Set<String> there = failed.stream().map(Ended::id).collect(Collectors.toSet());
        steps.removeFrom(
                handler,
                QueueSection.FAILED,
                ids.stream().filter(id -> !there.contains(id)).toList());
        int back = requeue(handler, failed, new HashMap<>());
        return new Emptied(back, failed.size() - back);
    }

    /** Deletes the messages of a section, as many as there were. What is being executed cannot be deleted. */
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
            long gone = removal.erase(ids, states).stream()
                    .filter(Removal.Erased::isErased)
                    .count();
            steps.removeFrom(handler, section, ids);
            return new Emptied(gone, 0);
        });
    }

    /** @param step works on some ids and says how many it changed, and how many of them stay in the section */
    private Emptied work(String handler, QueueSection section, Function<List<String>, Emptied> step) {
        Deadline deadline = clock.deadline(PATIENCE);
        long ahead = steps.count(handler, section);
        long passedOver = 0;
        long done = 0;
        while (ahead > 0 && !deadline.hasPassed()) {
            List<String> ids = steps.first(handler, section, passedOver, (int) Math.min(BATCH, ahead));
            if (ids.isEmpty()) {
                break;
            }
            Emptied worked = step.apply(ids);
            done += worked.done();
            passedOver += worked.left();
            ahead -= ids.size();
        }
        return new Emptied(done, steps.count(handler, section));
    }
}
