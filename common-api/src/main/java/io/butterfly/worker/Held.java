package io.butterfly.worker;

import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.kernel.Batcher;
import io.butterfly.kernel.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this worker holds, by lease: executions that run, and outcomes that BaiChuan has not acknowledged yet. */
final class Held {
    /** Of one call. It ends with the outcome that reaches 4 MB, so it stays below twice the largest reply. */
    private static final Batcher.Limits<WorkerOutcome> ONE_CALL =
            new Batcher.Limits<>(1_000, 4 << 20, Held::characters);

    private final Map<String, Execution> running = new ConcurrentHashMap<>();
    private final Map<String, Execution> unacknowledged = new ConcurrentHashMap<>();
    private final Outbox<WorkerOutcome> outcomes = new Outbox<>(ONE_CALL);

    void started(Execution execution) {
        running.put(execution.message().lease(), execution);
    }

    void ended(Execution execution, WorkerOutcome outcome) {
        unacknowledged.put(outcome.lease(), execution);
        running.remove(outcome.lease());
        outcomes.add(outcome);
    }

    Collection<Execution> running() {
        return running.values();
    }

    boolean isRunning(Execution execution) {
        return running.containsKey(execution.message().lease());
    }

    boolean hasOutcomes() {
        return !outcomes.isEmpty();
    }

    /** Takes outcomes to send them in one call; they come back by {@link #unsent} or end by {@link #acknowledged}. */
    List<WorkerOutcome> takeOutcomes() {
        return outcomes.take();
    }

    private static long characters(WorkerOutcome outcome) {
        return outcome.result() == null ? 0 : outcome.result().text().length();
    }

    void unsent(List<WorkerOutcome> taken) {
        outcomes.putBack(taken);
    }

    void acknowledged(List<WorkerOutcome> sent) {
        outcomes.sent(sent);
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
