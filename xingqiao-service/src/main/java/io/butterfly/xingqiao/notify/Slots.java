package io.butterfly.xingqiao.notify;

import java.util.HashMap;
import java.util.Map;

/**
 * How many deliveries may be open at once: in all, and to one receiver, so that one that does not answer leaves room
 * for the others.
 */
final class Slots {
    private final int inAll;
    private final int perReceiver;
    private final Map<String, Integer> taken = new HashMap<>();
    private int allTaken;

    Slots(int inAll, int perReceiver) {
        this.inAll = inAll;
        this.perReceiver = perReceiver;
    }

    synchronized int free(String receiver) {
        return Math.min(inAll - allTaken, perReceiver - taken.getOrDefault(receiver, 0));
    }

    synchronized void take(String receiver, int count) {
        allTaken += count;
        taken.merge(receiver, count, Integer::sum);
    }

    synchronized void giveBack(String receiver) {
        allTaken--;
        taken.computeIfPresent(receiver, (name, count) -> count == 1 ? null : count - 1);
    }
}
