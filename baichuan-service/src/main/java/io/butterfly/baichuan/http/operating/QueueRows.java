package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.butterfly.baichuan.queue.QueueBoard;
import io.butterfly.baichuan.queue.QueueSection;
import io.butterfly.baichuan.queue.QueueState;
import io.butterfly.baichuan.queue.Rate;
import io.butterfly.baichuan.queue.Tally;
import io.butterfly.baichuan.queue.Total;
import io.butterfly.baichuan.worker.WorkerBoard;
import io.butterfly.baichuan.worker.WorkerState;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what is known of each queue. */
@Singleton
final class QueueRows {
    private static final List<String> OURS = List.of("/ruqi/", "/xingqiao/");

    private final QueueBoard board;
    private final WorkerBoard workers;
    private final Tally tally;

    QueueRows(QueueBoard board, WorkerBoard workers, Tally tally) {
        this.board = board;
        this.workers = workers;
        this.tally = tally;
    }

    /**
     * A queue as the wire has it.
     *
     * @param oldestAge seconds that the next message has been waiting, 0 when there is none
     * @param rate messages a second over the last minute; advisory, as the totals are
     * @param limits those that were set with {@code queue_limit}
     * @param notes what to know about it, in words
     */
    record Row(
            String handler,
            @JsonUnwrapped Counts counts,
            double oldestAge,
            Rate rate,
            Total total,
            @JsonUnwrapped Serving serving,
            Map<String, Double> limits,
            List<String> notes) {}

    /** How many messages each section has. */
    record Counts(long queued, long delayed, long started, long finished, long failed) {
        static Counts of(QueueState state) {
            return new Counts(
                    state.count(QueueSection.QUEUED),
                    state.count(QueueSection.DELAYED),
                    state.count(QueueSection.STARTED),
                    state.count(QueueSection.FINISHED),
                    state.count(QueueSection.FAILED));
        }
    }

    /**
     * Whether its messages are executed.
     *
     * @param workers living ones that have the handler, routes and this service's own among them
     * @param pythonWorkers how many of these are Python workers
     * @param isServed false when no worker has the handler, or none that takes all that waits
     */
    record Serving(
            int workers,
            int pythonWorkers,
            @JsonProperty("served") boolean isServed,
            @JsonProperty("paused") boolean isPaused) {}

    /**
     * Some of the queues.
     *
     * @param total how many there are
     */
    record Rows(long total, List<Row> queues) {}

    Rows some(Paging paging) {
        QueueBoard.States page = board.states(paging.skipped(), paging.size());
        List<QueueState> states = page.queues();
        List<Total> totals =
                tally.totals(states.stream().map(QueueState::handler).toList());
        Map<String, List<WorkerState>> serving = serving();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            rows.add(row(
                    states.get(i),
                    totals.get(i),
                    serving.getOrDefault(states.get(i).handler(), List.of())));
        }
        return new Rows(page.total(), rows);
    }

    private Map<String, List<WorkerState>> serving() {
        Map<String, List<WorkerState>> serving = new HashMap<>();
        for (WorkerState worker : workers.all()) {
            if (worker.isAlive()) {
                worker.handlers().forEach(handler -> serving.computeIfAbsent(handler, name -> new ArrayList<>())
                        .add(worker));
            }
        }
        return serving;
    }

    private Row row(QueueState state, Total total, List<WorkerState> serving) {
        int python = (int) serving.stream().filter(WorkerState::isPython).count();
        return new Row(
                state.handler(),
                Counts.of(state),
                state.oldestMillis() / 1e3,
                tally.rate(state.handler()),
                total,
                new Serving(
                        serving.size(),
                        python,
                        serving.size() > python || python > 0 && state.placed() == 0,
                        state.isPaused()),
                state.limits(),
                notes(state, serving.isEmpty(), python));
    }

    private static List<String> notes(QueueState state, boolean isUnserved, int python) {
        List<String> notes = new ArrayList<>();
        if (isUnserved && state.count(QueueSection.QUEUED) > 0) {
            notes.add("no worker serves this handler: its messages wait until a worker or a route has it");
        }
        if (python > 0) {
            notes.add("Python workers take from this queue: pause, limits, timeouts, retries and the cancelling of"
                    + " queued messages do not bind them");
        }
        if (python > 0 && state.placed() > 0) {
            notes.add("messages with a priority or a group are not taken by Python workers");
        }
        if (python > 0 && OURS.stream().anyMatch(prefix -> state.handler().startsWith(prefix))) {
            notes.add("a Python process does some of these calls on its own database: remove these handlers there");
        }
        return notes;
    }
}
