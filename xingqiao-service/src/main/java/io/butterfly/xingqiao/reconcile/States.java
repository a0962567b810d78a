package io.butterfly.xingqiao.reconcile;

import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Messages.State;
import io.butterfly.xingqiao.progress.Starts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of the starts of one tick. They are asked for a thousand at a time, in the order in which the loop needs
 * them: that takes few calls, and memory holds the outcomes of a thousand only.
 */
final class States {
    private static final int AT_ONCE = 1_000;

    private final Starts starts;
    private final List<TaskStart> inOrder;
    private final Map<TaskStart, Integer> places = new HashMap<>();
    private Map<TaskStart, State> known = Map.of();

    /** @param inOrder in the order in which they will be looked at */
    States(Starts starts, List<TaskStart> inOrder) {
        this.starts = starts;
        this.inOrder = inOrder;
        for (int i = 0; i < inOrder.size(); i++) {
            places.putIfAbsent(inOrder.get(i), i);
        }
    }

    State of(TaskStart start) {
        if (!known.containsKey(start)) {
            int from = places.get(start);
            known = starts.states(inOrder.subList(from, Math.min(inOrder.size(), from + AT_ONCE)));
        }
        return known.get(start);
    }
}
