package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Messages.State;
import io.butterfly.xingqiao.progress.Starts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of the starts of one tick. Messages are asked for a thousand at a time, in the order in which the loop
 * needs them, and fewer when their outcomes are large. The state of a job is read by itself when it is needed, so that
 * one that cannot be read keeps no other.
 */
final class States {
    private static final int AT_ONCE = 1_000;

    private final Starts starts;
    private final List<TaskStart> messages;
    private final Map<TaskStart, Integer> places = new HashMap<>();
    private Map<TaskStart, State> known = Map.of();

    /** @param inOrder in the order in which they will be looked at */
    States(Starts starts, List<TaskStart> inOrder) {
        this.starts = starts;
        this.messages = inOrder.stream().filter(start -> !start.isJob()).toList();
        for (int i = 0; i < messages.size(); i++) {
            places.putIfAbsent(messages.get(i), i);
        }
    }

    State of(TaskStart start) {
        if (start.isJob()) {
            return starts.state(start);
        }
        if (!known.containsKey(start)) {
            int from = places.get(start);
            known = Map.of(); // its outcomes are not held while the next ones are read
            known = starts.states(messages.subList(from, Math.min(messages.size(), from + AT_ONCE)));
        }
        return known.get(start);
    }
}
