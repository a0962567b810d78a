package io.butterfly.worker;

import io.butterfly.api.worker.WorkerOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What this worker holds, by lease: executions that run, and outcomes that BaiChuan has not acknowledged yet. */
final class Held {
    private static final int MAX_OUTCOMES = 1_000;
    /** A batch ends with the outcome that passes this, so it stays below twice the largest reply. */
    private static final long MAX_BATCH_CHARACTERS = 4 << 20;

    private final Map<String, Execution> running = new ConcurrentHashMap<>();
    private final Map<String, Execution> unacknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<WorkerOutcome> outcomes = new ConcurrentLinkedDeque<>();

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
        List<WorkerOutcome> taken = new ArrayList<>();
        long size = 0;
        while (taken.size() < MAX_OUTCOMES && size < MAX_BATCH_CHARACTERS) {
            WorkerOutcome outcome = outcomes.poll();
            if (outcome == null) {
                break;
            }
            taken.add(outcome);
            size += outcome.result() == null ? 0 : outcome.result().text().length();
        }
        return taken;
    }

    void unsent(List<WorkerOutcome> taken) {
        taken.reversed().forEach(outcomes::addFirst);
    }

    void acknowledged(List<WorkerOutcome> sent) {
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
