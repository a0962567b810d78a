package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.queue.RecentQueues;
import io.butterfly.baichuan.recovery.Survey.Content;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Which handlers each turn of recovery looks at, so that a turn costs the same however many handlers there are: those
 * that have something which time moves, those that something was just published for, and a piece of all others in turn.
 * Up to two thousand, that is every one.
 */
final class Rounds {
    private static final int MOST_BUSY = 10_000;
    private static final int MOST_OTHERS = 2_000;
    private static final int SECOND_LOOK_AFTER = 60; // turns

    private final Queues queues;
    private final RecentQueues recent;
    private final Set<String> busy = new LinkedHashSet<>();
    private final Queue<Retired> retired = new ArrayDeque<>();
    private String place = Queues.Some.START;
    private int turn;

    Rounds(Queues queues, RecentQueues recent) {
        this.queues = queues;
        this.recent = recent;
    }

    private record Retired(String handler, int turn) {}

    /** The handlers of the next turn. */
    List<String> next() {
        turn++;
        Set<String> handlers = new LinkedHashSet<>();
        for (Iterator<String> each = busy.iterator(); each.hasNext() && handlers.size() < MOST_BUSY; ) {
            handlers.add(each.next());
        }
        handlers.addAll(recent.takeHeard(MOST_OTHERS));
        int found = 0;
        do {
            Queues.Some some = queues.some(place, MOST_OTHERS - found);
            handlers.addAll(some.handlers());
            found += some.handlers().size();
            place = some.next();
        } while (found < MOST_OTHERS && !place.equals(Queues.Some.START));
        return List.copyOf(handlers);
    }

    void looked(Survey survey) {
        busy.remove(survey.handler());
        if (survey.content() == Content.MOVING || survey.isFull(RecoveryLoop.MOST)) {
            busy.add(survey.handler()); // at the end: the others come first
        }
        if (survey.content().compareTo(Content.WAITING) >= 0) {
            recent.seen(survey.handler());
        } else {
            recent.quiet(survey.handler());
        }
    }

    /** It is no queue any more; a message may have been published in the same moment. */
    void retired(String handler) {
        retired.add(new Retired(handler, turn));
    }

    /** Handlers that were forgotten some time ago, to be looked at once more. */
    List<String> secondLooks() {
        List<String> handlers = new ArrayList<>();
        while (!retired.isEmpty()
                && retired.peek().turn() + SECOND_LOOK_AFTER <= turn
                && handlers.size() < MOST_OTHERS) {
            handlers.add(retired.remove().handler());
        }
        return handlers;
    }
}
